import { type CompressionLevels, type CompressionType, kafkaCodecs } from '@k/codec';

/** The topic settings this broker acts on, parsed. */
export interface TopicSettings {
  /** `max.message.bytes`: the largest batch, as it stands in the log. */
  readonly maxMessageBytes: number;
  /** `cleanup.policy` has compact: records need keys. (Nothing is compacted here.) */
  readonly isCompacted: boolean;
  /** `message.timestamp.type` = LogAppendTime. */
  readonly logAppendTime: boolean;
  /** `message.timestamp.before.max.ms`. */
  readonly timestampBeforeMaxMs: number;
  /** `message.timestamp.after.max.ms`. */
  readonly timestampAfterMaxMs: number;
  /** `compression.type`, and the level for it; undefined: as the producer compressed. */
  readonly compression: { readonly type: CompressionType; readonly level: number | undefined } | undefined;
  /** `min.insync.replicas`. */
  readonly minInsyncReplicas: number;
  /** `retention.bytes`; -1 for no limit. */
  readonly retentionBytes: number;
}

interface ConfigKey {
  readonly defaultValue: string;
  /** What it takes, in words; undefined: any text. */
  readonly takes?: string;
  valid(value: string): boolean;
}

const integer = (defaultValue: string, min: number, max = Infinity): ConfigKey => ({
  defaultValue,
  takes:
    max === Infinity ? `an integer of at least ${String(min)}` : `an integer from ${String(min)} to ${String(max)}`,
  valid: (value) => /^-?\d+$/.test(value) && Number(value) >= min && Number(value) <= max,
});
const oneOf = (defaultValue: string, ...values: string[]): ConfigKey => ({
  defaultValue,
  takes: `one of ${values.join(', ')}`,
  valid: (value) => values.includes(value),
});
const level = (levels: CompressionLevels): ConfigKey => {
  const among = integer(String(levels.default), levels.min, levels.max);
  const isAmong = among.valid(among.defaultValue);
  return {
    ...among,
    takes: `${among.takes ?? ''}${isAmong ? '' : `, or ${among.defaultValue}`}`,
    valid: (value) => value === among.defaultValue || among.valid(value),
  };
};
const bool = (defaultValue: string): ConfigKey => oneOf(defaultValue, 'true', 'false');
const text = (defaultValue: string): ConfigKey => ({ defaultValue, valid: () => true });

/**
 * Topic configuration as of Kafka 4, with its defaults. All are stored and checked; {@link TopicSettings} names those
 * that change what this broker does. https://kafka.apache.org/documentation/#topicconfigs
 */
const KEYS: ReadonlyMap<string, ConfigKey> = new Map<string, ConfigKey>([
  ['cleanup.policy', oneOf('delete', 'delete', 'compact', 'compact,delete', 'delete,compact')],
  ...kafkaCodecs.flatMap(({ type, levels }): [string, ConfigKey][] =>
    levels === null ? [] : [[`compression.${type}.level`, level(levels)]],
  ),
  ['compression.type', oneOf('producer', 'producer', 'uncompressed', ...kafkaCodecs.map(({ type }) => type))],
  ['delete.retention.ms', integer('86400000', 0)],
  ['errors.deadletterqueue.group.enable', bool('false')],
  ['file.delete.delay.ms', integer('60000', 0)],
  ['flush.messages', integer('9223372036854775807', 1)],
  ['flush.ms', integer('9223372036854775807', 0)],
  ['follower.replication.throttled.replicas', text('')],
  ['index.interval.bytes', integer('4096', 0)],
  ['leader.replication.throttled.replicas', text('')],
  ['local.retention.bytes', integer('-2', -2)],
  ['local.retention.ms', integer('-2', -2)],
  ['max.compaction.lag.ms', integer('9223372036854775807', 1)],
  ['max.decompressed.message.bytes', integer('2147483639', 1, 2_147_483_639)],
  ['max.message.bytes', integer('1048588', 0)],
  ['message.timestamp.after.max.ms', integer('3600000', 0)],
  ['message.timestamp.before.max.ms', integer('9223372036854775807', 0)],
  ['message.timestamp.type', oneOf('CreateTime', 'CreateTime', 'LogAppendTime')],
  ['min.cleanable.dirty.ratio', text('0.5')],
  ['min.compaction.lag.ms', integer('0', 0)],
  ['min.insync.replicas', integer('1', 1)],
  ['preallocate', bool('false')],
  ['remote.copy.lag.bytes', integer('-1', -1)],
  ['remote.copy.lag.ms', integer('0', -1)],
  ['remote.log.copy.disable', bool('false')],
  ['remote.log.delete.on.disable', bool('false')],
  ['remote.storage.enable', oneOf('false', 'false')],
  ['retention.bytes', integer('-1', -1)],
  ['retention.ms', integer('604800000', -1)],
  ['segment.bytes', integer('1073741824', 14)],
  ['segment.index.bytes', integer('10485760', 4)],
  ['segment.jitter.ms', integer('0', 0)],
  ['segment.ms', integer('604800000', 1)],
  ['unclean.leader.election.enable', bool('false')],
]);

/** One configuration entry as CreateTopics v5 answers it. */
export interface ConfigEntry {
  readonly name: string;
  readonly value: string;
}

/** What a broker has in place of Kafka's own defaults, by key. */
export type TopicDefaults = ReadonlyMap<string, string>;

/** Undefined when the overrides are fine, else what is wrong with the first bad one. */
export function configProblem(overrides: ReadonlyMap<string, string>): string | undefined {
  for (const [name, value] of overrides) {
    const key = KEYS.get(name);
    if (key === undefined) return `Unknown topic config name: ${shortened(name)}`;
    if (!key.valid(value)) {
      return `Invalid value ${shortened(value)} for configuration ${name}: it takes ${key.takes ?? 'text'}`;
    }
  }
  return undefined;
}

/** Texts of older versions hold 32767 bytes: one that came in a request may not fit into the answer with more words. */
function shortened(value: string): string {
  return value.length > 200 ? `${value.slice(0, 200)}…` : value;
}

export function configEntries(overrides: ReadonlyMap<string, string>, defaults: TopicDefaults): ConfigEntry[] {
  return [...KEYS.keys()].map((name) => ({ name, value: valueOf(name, overrides, defaults) }));
}

export function topicSettings(overrides: ReadonlyMap<string, string>, defaults: TopicDefaults): TopicSettings {
  const value = (name: string): string => valueOf(name, overrides, defaults);
  return {
    maxMessageBytes: Number(value('max.message.bytes')),
    isCompacted: value('cleanup.policy').includes('compact'),
    logAppendTime: value('message.timestamp.type') === 'LogAppendTime',
    timestampBeforeMaxMs: Number(value('message.timestamp.before.max.ms')),
    timestampAfterMaxMs: Number(value('message.timestamp.after.max.ms')),
    compression: compressionOf(value),
    minInsyncReplicas: Number(value('min.insync.replicas')),
    retentionBytes: Number(value('retention.bytes')),
  };
}

function valueOf(name: string, overrides: ReadonlyMap<string, string>, defaults: TopicDefaults): string {
  return overrides.get(name) ?? defaults.get(name) ?? KEYS.get(name)?.defaultValue ?? '';
}

function compressionOf(value: (name: string) => string): TopicSettings['compression'] {
  const type = value('compression.type');
  if (type === 'producer') return undefined;
  if (type === 'uncompressed') return { type: 'none', level: undefined };
  const level = value(`compression.${type}.level`);
  return { type: type as CompressionType, level: level === '' ? undefined : Number(level) };
}
