/** The topic settings this broker acts on, parsed. */
export interface TopicSettings {
  /** `max.message.bytes`: the largest batch, as it stands in the log. */
  readonly maxMessageBytes: number;
  /** `message.timestamp.type` = LogAppendTime. */
  readonly logAppendTime: boolean;
  /** `message.timestamp.after.max.ms`. */
  readonly timestampAfterMaxMs: number;
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

const integer = (defaultValue: string, min: number): ConfigKey => ({
  defaultValue,
  takes: `an integer of at least ${String(min)}`,
  valid: (value) => /^-?\d+$/.test(value) && Number(value) >= min,
});
const oneOf = (defaultValue: string, ...values: string[]): ConfigKey => ({
  defaultValue,
  takes: `one of ${values.join(', ')}`,
  valid: (value) => values.includes(value),
});
const text = (defaultValue: string): ConfigKey => ({ defaultValue, valid: () => true });

/**
 * Topic configuration as of Kafka 4, with its defaults. All are stored and checked; {@link TopicSettings} names those
 * that change what this broker does. https://kafka.apache.org/documentation/#topicconfigs
 */
const KEYS = new Map<string, ConfigKey>([
  ['cleanup.policy', oneOf('delete', 'delete', 'compact', 'compact,delete', 'delete,compact')],
  ['compression.gzip.level', integer('-1', -1)],
  ['compression.lz4.level', integer('9', 1)],
  ['compression.type', oneOf('producer', 'producer', 'uncompressed', 'gzip', 'snappy', 'lz4', 'zstd')],
  ['compression.zstd.level', integer('3', -131072)],
  ['delete.retention.ms', integer('86400000', 0)],
  ['file.delete.delay.ms', integer('60000', 0)],
  ['flush.messages', integer('9223372036854775807', 1)],
  ['flush.ms', integer('9223372036854775807', 0)],
  ['follower.replication.throttled.replicas', text('')],
  ['index.interval.bytes', integer('4096', 0)],
  ['leader.replication.throttled.replicas', text('')],
  ['local.retention.bytes', integer('-2', -2)],
  ['local.retention.ms', integer('-2', -2)],
  ['max.compaction.lag.ms', integer('9223372036854775807', 1)],
  ['max.message.bytes', integer('1048588', 0)],
  ['message.timestamp.after.max.ms', integer('3600000', 0)],
  ['message.timestamp.before.max.ms', integer('9223372036854775807', 0)],
  ['message.timestamp.type', oneOf('CreateTime', 'CreateTime', 'LogAppendTime')],
  ['min.cleanable.dirty.ratio', text('0.5')],
  ['min.compaction.lag.ms', integer('0', 0)],
  ['min.insync.replicas', integer('1', 1)],
  ['preallocate', oneOf('false', 'true', 'false')],
  ['remote.log.copy.disable', oneOf('false', 'true', 'false')],
  ['remote.log.delete.on.disable', oneOf('false', 'true', 'false')],
  ['remote.storage.enable', oneOf('false', 'false')],
  ['retention.bytes', integer('-1', -1)],
  ['retention.ms', integer('604800000', -1)],
  ['segment.bytes', integer('1073741824', 14)],
  ['segment.index.bytes', integer('10485760', 4)],
  ['segment.jitter.ms', integer('0', 0)],
  ['segment.ms', integer('604800000', 1)],
  ['unclean.leader.election.enable', oneOf('false', 'true', 'false')],
]);

/** One configuration entry as CreateTopics v5 answers it. */
export interface ConfigEntry {
  readonly name: string;
  readonly value: string;
}

/** Undefined when the overrides are fine, else what is wrong with the first bad one. */
export function configProblem(overrides: ReadonlyMap<string, string>): string | undefined {
  for (const [name, value] of overrides) {
    const key = KEYS.get(name);
    if (key === undefined) return `Unknown topic config name: ${name}`;
    if (!key.valid(value)) return `Invalid value ${value} for configuration ${name}: it takes ${key.takes ?? 'text'}`;
  }
  return undefined;
}

export function configEntries(overrides: ReadonlyMap<string, string>, brokerMaxMessageBytes: number): ConfigEntry[] {
  return [...KEYS].map(([name, key]) => {
    const defaultValue = name === 'max.message.bytes' ? String(brokerMaxMessageBytes) : key.defaultValue;
    return { name, value: overrides.get(name) ?? defaultValue };
  });
}

export function topicSettings(overrides: ReadonlyMap<string, string>, brokerMaxMessageBytes: number): TopicSettings {
  const value = (name: string): string => overrides.get(name) ?? KEYS.get(name)?.defaultValue ?? '';
  return {
    maxMessageBytes: Number(overrides.get('max.message.bytes') ?? brokerMaxMessageBytes),
    logAppendTime: value('message.timestamp.type') === 'LogAppendTime',
    timestampAfterMaxMs: Number(value('message.timestamp.after.max.ms')),
    minInsyncReplicas: Number(value('min.insync.replicas')),
    retentionBytes: Number(value('retention.bytes')),
  };
}
