import { kafkaCodecs, type CompressionLevels } from '@k/codec';
import type { ConfigKey, ConfigLimits, ConfigType } from './config-key.ts';
import { isAtLeast, type PlayedRelease } from '../release/releases.ts';

/** A setting of a broker that stands for one of all its topics, and what a unit of it is in those of the topic. */
export interface ServerSynonym {
  readonly name: string;
  readonly factor: number;
}

/** A setting of a topic. */
export interface TopicKey extends ConfigKey {
  /** The first one counts most. None: the broker has no setting for it. Kafka: ServerTopicConfigSynonyms. */
  readonly synonyms: readonly ServerSynonym[];
  /** Taken, but told only where it was set. */
  readonly isInternal: boolean;
}

interface Definition {
  readonly type: ConfigType;
  readonly value: string;
  readonly limits?: ConfigLimits;
  /** Names of the broker's, without `log.` where they begin with a dot. */
  readonly server?: readonly (string | readonly [name: string, factor: number])[];
  readonly since?: PlayedRelease;
  /** The last release that had it. */
  readonly until?: PlayedRelease;
  readonly isInternal?: true;
  readonly about: string;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
const MAX_INT64 = '9223372036854775807';
const POLICIES = ['compact', 'delete'] as const;

const compressionLevel = (type: string, levels: CompressionLevels): [string, Definition] => [
  `compression.${type}.level`,
  {
    type: 'int',
    value: String(levels.default),
    limits: { min: levels.min, max: levels.max, ...(levels.default < levels.min ? { or: levels.default } : {}) },
    server: [`compression.${type}.level`],
    since: '3.9',
    about: `How hard the broker compresses with ${type} where compression.type is ${type}.`,
  },
];

const DEFINITIONS: readonly [name: string, Definition][] = [
  ['cleanup.policy', { type: 'list', value: 'delete', limits: { among: POLICIES }, server: ['.cleanup.policy'], about: 'What becomes of old segments: delete drops them by age and size, compact keeps the last record of each key, both does both.' }],
  ...kafkaCodecs.flatMap(({ type, levels }) => (levels === null ? [] : [compressionLevel(type, levels)])),
  ['compression.type', { type: 'string', value: 'producer', limits: { among: ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'] }, server: ['compression.type'], about: 'How the broker stores batches: compressed as named, uncompressed, or as the producer sent them.' }],
  ['delete.retention.ms', { type: 'long', value: '86400000', limits: { min: 0 }, server: ['.cleaner.delete.retention.ms'], about: 'How long, in ms, a compacted topic keeps tombstones and the markers of transactions after it has been cleaned past them.' }],
  ['errors.deadletterqueue.group.enable', { type: 'boolean', value: 'false', since: '4.3', about: 'Whether share groups may use the topic for records that nobody could process.' }],
  ['file.delete.delay.ms', { type: 'long', value: '60000', limits: { min: 0 }, server: ['.segment.delete.delay.ms'], about: 'How long, in ms, the files of a dropped segment stay.' }],
  ['flush.messages', { type: 'long', value: MAX_INT64, limits: { min: 1 }, server: ['.flush.interval.messages'], about: 'After how many records the log is flushed to the disk.' }],
  ['flush.ms', { type: 'long', value: MAX_INT64, limits: { min: 0 }, server: ['.flush.interval.ms', '.flush.scheduler.interval.ms'], about: 'After how many ms the log is flushed to the disk.' }],
  ['follower.replication.throttled.replicas', { type: 'list', value: '', about: 'The replicas, each as partition:broker or * for all, whose copying is held back at the follower.' }],
  ['index.interval.bytes', { type: 'int', value: '4096', limits: { min: 0 }, server: ['.index.interval.bytes'], about: 'How many bytes of records lie between two entries of the index.' }],
  ['internal.segment.bytes', { type: 'int', value: '', limits: { min: 14 }, isInternal: true, since: '4.3', about: 'The size of a segment in bytes, for tests that need smaller ones than segment.bytes allows.' }],
  ['leader.replication.throttled.replicas', { type: 'list', value: '', about: 'The replicas, each as partition:broker or * for all, whose copying is held back at the leader.' }],
  ['local.retention.bytes', { type: 'long', value: '-2', limits: { min: -2 }, server: ['.local.retention.bytes'], since: '3.9', about: 'How many bytes of a partition stay on the broker when segments are moved to remote storage; -2: as retention.bytes says.' }],
  ['local.retention.ms', { type: 'long', value: '-2', limits: { min: -2 }, server: ['.local.retention.ms'], since: '3.9', about: 'How long, in ms, segments stay on the broker when they are moved to remote storage; -2: as retention.ms says.' }],
  ['max.compaction.lag.ms', { type: 'long', value: MAX_INT64, limits: { min: 1 }, server: ['.cleaner.max.compaction.lag.ms'], since: '2.4', about: 'The longest time, in ms, that a record of a compacted topic stays uncompacted.' }],
  ['max.decompressed.message.bytes', { type: 'int', value: '2147483639', limits: { min: 1, max: 2_147_483_639 }, server: ['max.decompressed.message.bytes'], since: '4.4', about: 'The largest record batch that is taken, in bytes as it is uncompressed.' }],
  ['max.message.bytes', { type: 'int', value: '1048588', limits: { min: 0 }, server: ['message.max.bytes'], about: 'The largest record batch that is taken, in bytes as it is stored.' }],
  ['message.downconversion.enable', { type: 'boolean', value: 'true', server: ['.message.downconversion.enable'], since: '2.4', until: '3.9', about: 'Whether batches are converted to an older format for consumers that need it.' }],
  ['message.format.version', { type: 'string', value: '', server: ['.message.format.version'], until: '3.9', about: 'The format that records are stored in, as the release that brought it.' }],
  ['message.timestamp.after.max.ms', { type: 'long', value: '3600000', limits: { min: 0 }, server: ['.message.timestamp.after.max.ms'], since: '3.9', about: 'How many ms the timestamp of a record may be ahead of the broker.' }],
  ['message.timestamp.before.max.ms', { type: 'long', value: MAX_INT64, limits: { min: 0 }, server: ['.message.timestamp.before.max.ms'], since: '3.9', about: 'How many ms the timestamp of a record may be behind the broker.' }],
  ['message.timestamp.difference.max.ms', { type: 'long', value: MAX_INT64, limits: { min: 0 }, server: ['.message.timestamp.difference.max.ms'], until: '3.9', about: 'How many ms the timestamp of a record may be away from the time of the broker.' }],
  ['message.timestamp.type', { type: 'string', value: 'CreateTime', limits: { among: ['CreateTime', 'LogAppendTime'] }, server: ['.message.timestamp.type'], about: 'Whether records keep the time that their producer gave them, or get that of the broker.' }],
  ['min.cleanable.dirty.ratio', { type: 'double', value: '0.5', limits: { min: 0, max: 1 }, server: ['.cleaner.min.cleanable.ratio'], about: 'The share of a compacted log that has to be uncleaned before it is cleaned.' }],
  ['min.compaction.lag.ms', { type: 'long', value: '0', limits: { min: 0 }, server: ['.cleaner.min.compaction.lag.ms'], about: 'How long, in ms, a record stays uncompacted at least.' }],
  ['min.insync.replicas', { type: 'int', value: '1', limits: { min: 1 }, server: ['min.insync.replicas'], about: 'How many replicas have to be in sync for records that are sent with acks=all.' }],
  ['preallocate', { type: 'boolean', value: 'false', server: ['.preallocate'], about: 'Whether the file of a new segment gets its full size at once.' }],
  ['remote.copy.lag.bytes', { type: 'long', value: '-1', limits: { min: -1 }, server: ['.remote.copy.lag.bytes'], since: '4.4', about: 'How many bytes of closed segments wait before they are copied to remote storage.' }],
  ['remote.copy.lag.ms', { type: 'long', value: '0', limits: { min: -1 }, server: ['.remote.copy.lag.ms'], since: '4.4', about: 'How many ms closed segments wait before they are copied to remote storage.' }],
  ['remote.log.copy.disable', { type: 'boolean', value: 'false', since: '3.9', about: 'Whether no more segments are copied to remote storage.' }],
  ['remote.log.delete.on.disable', { type: 'boolean', value: 'false', since: '3.9', about: 'Whether what is in remote storage goes when the topic no longer uses it.' }],
  ['remote.storage.enable', { type: 'boolean', value: 'false', since: '3.9', about: 'Whether segments are moved to remote storage.' }],
  ['retention.bytes', { type: 'long', value: '-1', server: ['.retention.bytes'], about: 'How many bytes of a partition are kept, in whole segments; -1: no limit.' }],
  ['retention.ms', { type: 'long', value: '604800000', limits: { min: -1 }, server: ['.retention.ms', ['.retention.minutes', MINUTE], ['.retention.hours', HOUR]], about: 'How long, in ms, a segment is kept after its newest record; -1: for ever.' }],
  ['segment.bytes', { type: 'int', value: '1073741824', limits: { min: 1_048_576 }, server: ['.segment.bytes'], about: 'The size in bytes at which a new segment is begun.' }],
  ['segment.index.bytes', { type: 'int', value: '10485760', limits: { min: 4 }, server: ['.index.size.max.bytes'], about: 'The size of the index of a segment in bytes.' }],
  ['segment.jitter.ms', { type: 'long', value: '0', limits: { min: 0 }, server: ['.roll.jitter.ms', ['.roll.jitter.hours', HOUR]], about: 'The most, in ms, by which segment.ms is made shorter by chance.' }],
  ['segment.ms', { type: 'long', value: '604800000', limits: { min: 1 }, server: ['.roll.ms', ['.roll.hours', HOUR]], about: 'The time in ms after which a new segment is begun though the last one is not full.' }],
  ['unclean.leader.election.enable', { type: 'boolean', value: 'false', server: ['unclean.leader.election.enable'], about: 'Whether a replica that is not in sync may lead when no other can.' }],
]; // prettier-ignore

/** Those of a release; of the newest without one. https://kafka.apache.org/documentation/#topicconfigs */
export function topicKeysOf(release: PlayedRelease | undefined): ReadonlyMap<string, TopicKey> {
  const played = release ?? '4.4';
  const keys = DEFINITIONS.filter(
    ([, { since, until }]) =>
      (since === undefined || isAtLeast(played, since)) && (until === undefined || isAtLeast(until, played)),
  ).map(([name, definition]): [string, TopicKey] => [name, keyOf(name, definition, played)]);
  return new Map(keys);
}

function keyOf(
  name: string,
  { type, value, limits, server = [], isInternal, about }: Definition,
  release: PlayedRelease,
): TopicKey {
  const change = isAtLeast(release, '4.3') ? {} : BEFORE_4[name];
  return {
    name,
    type,
    defaultValue: change?.value ?? (name === 'message.format.version' ? formatOf(release) : value),
    limits: change?.limits ?? limits ?? {},
    documentation: about,
    isInternal: isInternal ?? false,
    synonyms: server.map((each) => {
      const [short, factor] = typeof each === 'string' ? [each, 1] : each;
      return { name: short.startsWith('.') ? `log${short}` : short, factor };
    }),
  };
}

/** What 4.0 gave other defaults and limits (KIP-1030). */
const BEFORE_4: Readonly<Partial<Record<string, { readonly value?: string; readonly limits?: ConfigLimits }>>> = {
  'message.timestamp.after.max.ms': { value: MAX_INT64 },
  'segment.bytes': { limits: { min: 14 } },
};

/** log.message.format.version as each release has it by default. */
function formatOf(release: PlayedRelease): string {
  const known: Partial<Record<PlayedRelease, string>> = {
    '0.10.2': '0.10.2-IV0',
    '0.11': '0.11.0-IV2',
    '1.1': '1.1-IV0',
    '2.4': '2.4-IV1',
    '2.8': '2.8-IV1',
  };
  return known[release] ?? '3.0-IV1';
}
