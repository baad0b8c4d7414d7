import { firstReleaseWith } from '@k/conn';
import { ErrorCode, ListOffsets, UnsupportedVersionError, asError, errorFor } from '@k/wire';
import type { ProtocolError } from '@k/wire';
import type { Deadline } from '@k/runtime';
import type { Cluster } from './cluster.ts';
import { PartitionMap, type PartitionEntry } from './partition-map.ts';
import type { Requester } from './requester.ts';
import { retryParts } from './retry-parts.ts';
import { isRetriable } from './retry.ts';

/** The end of the log, in place of a timestamp. */
export const LATEST_TIMESTAMP = -1;
/** The first offset of the log, in place of a timestamp. */
export const EARLIEST_TIMESTAMP = -2;

/** The record with the greatest timestamp, in place of a timestamp (KIP-734). */
export const MAX_TIMESTAMP = -3;
/** The first offset on the leader's own disk (KIP-405). */
export const EARLIEST_LOCAL_TIMESTAMP = -4;
/** The last offset in tiered storage (KIP-1005). */
export const LATEST_TIERED_TIMESTAMP = -5;
/** The first offset that is not in tiered storage yet (KIP-1023). */
export const EARLIEST_PENDING_UPLOAD_TIMESTAMP = -6;

/** Of those that came later, the version of ListOffsets that knows them. */
const SINCE: ReadonlyMap<number, readonly [what: string, version: number]> = new Map([
  [MAX_TIMESTAMP, ['the offset of the greatest timestamp', 7]],
  [EARLIEST_LOCAL_TIMESTAMP, ['the earliest local offset', 8]],
  [LATEST_TIERED_TIMESTAMP, ['the latest tiered offset', 9]],
  [EARLIEST_PENDING_UPLOAD_TIMESTAMP, ['the earliest offset that waits for its upload', 11]],
]);

/** The version of ListOffsets that a timestamp needs: 0 for all times, and for the start and end of the log. */
export function listOffsetsVersionFor(timestamp: number): number {
  return SINCE.get(timestamp)?.[1] ?? 0;
}

export interface FoundOffset {
  /**
   * -1 when the log holds nothing at or after the timestamp asked for. Brokers before 0.10.1 know no times of records, but when
   * a segment of the log was written to last: theirs is where a segment begins, such that nothing before it is as late.
   */
  readonly offset: number;
  /** Of the record found, milliseconds; -1 for the special timestamps and brokers before 0.10.1. */
  readonly timestamp: number;
  readonly leaderEpoch: number;
}

export interface OffsetLookup {
  readonly found: PartitionMap<FoundOffset>;
  /** Partitions that could not be looked up, each with its own reason. */
  readonly errors: PartitionMap<Error>;
}

/** Whether records of open and aborted transactions count: 'read_committed' leaves them out. */
export type IsolationLevel = 'read_uncommitted' | 'read_committed';

/** The number on the wire. */
export function isolationLevelCode(level: IsolationLevel): number {
  return level === 'read_committed' ? 1 : 0;
}

export interface ListOffsetsOptions {
  /** Whether the end is that of all records, or of those that no open transaction holds back. */
  readonly isolationLevel: IsolationLevel;
  /** Until when it may be tried, and what ends it before. */
  readonly deadline: Deadline;
  /** What sends the requests. @default the cluster */
  readonly through?: Pick<Requester, 'request'>;
}

/**
 * Asks the leaders for offsets by timestamp (milliseconds, or {@link EARLIEST_TIMESTAMP} or {@link LATEST_TIMESTAMP}), one
 * request per broker, until every partition has an answer, an error that stays, or the deadline is over. One partition's trouble does not hold
 * up the others.
 */
export async function listOffsets(
  cluster: Cluster,
  timestamps: PartitionMap<number>,
  options: ListOffsetsOptions,
): Promise<OffsetLookup> {
  const { deadline } = options;
  const result: OffsetLookup = { found: new PartitionMap(), errors: new PartitionMap() };
  const attempt = async (open: readonly PartitionEntry<number>[]): Promise<Map<PartitionEntry<number>, Error>> => {
    const again = new Map<PartitionEntry<number>, Error>();
    const failed = (entry: PartitionEntry<number>, error: Error): void => {
      if (isRetriable(error)) again.set(entry, error);
      else result.errors.set(entry[0], entry[1], error);
    };
    const asking = Array.from(byLeader(cluster, open, failed), async ([broker, entries]) => {
      const { found, errors } = await listOffsetsAt(cluster, broker, new PartitionMap(entries), options).catch(
        (cause: unknown) => allFailed(entries, cause),
      );
      for (const entry of entries) {
        const error = errors.get(entry[0], entry[1]);
        if (error !== undefined) failed(entry, error);
      }
      for (const [topic, partition, offset] of found) result.found.set(topic, partition, offset);
    });
    await Promise.all(asking);
    return again;
  };
  const meanwhile = (): Promise<void> => cluster.refresh('offsets are looked up');
  const late = await retryParts(cluster, timestamps, attempt, { deadline, meanwhile });
  for (const [[topic, partition], error] of late) result.errors.set(topic, partition, error);
  return result;
}

/**
 * Why a partition's leader cannot be asked, from what the metadata says of the topic. A topic that is not in the cache says
 * nothing yet: the next refresh will.
 */
export function noLeaderError(cluster: Pick<Cluster, 'topic'>, topic: string, partition: number): ProtocolError {
  const code = cluster.topic(topic)?.errorCode ?? ErrorCode.NONE;
  return errorFor(code === ErrorCode.NONE ? ErrorCode.LEADER_NOT_AVAILABLE : code, { topic, partition });
}

function allFailed(entries: readonly PartitionEntry<number>[], cause: unknown): OffsetLookup {
  const error = asError(cause);
  const errors = new PartitionMap(entries.map(([topic, partition]) => [topic, partition, error]));
  return { found: new PartitionMap(), errors };
}

/** What to ask of each leader; `failed` is told of those without one. */
function byLeader(
  cluster: Cluster,
  open: readonly PartitionEntry<number>[],
  failed: (entry: PartitionEntry<number>, error: Error) => void,
): Map<number, PartitionEntry<number>[]> {
  const leaders = new Map<number, PartitionEntry<number>[]>();
  for (const entry of open) {
    const [topic, partition] = entry;
    const leader = cluster.leaderOf(topic, partition);
    if (leader === undefined) {
      failed(entry, noLeaderError(cluster, topic, partition));
      continue;
    }
    const entries = leaders.get(leader);
    if (entries === undefined) leaders.set(leader, [entry]);
    else entries.push(entry);
  }
  return leaders;
}

/**
 * Asks one broker, once. Each partition has its offset or its error in the answer.
 * @throws what kept the request as a whole from being answered
 */
export async function listOffsetsAt(
  cluster: Cluster,
  broker: number,
  timestamps: PartitionMap<number>,
  options: ListOffsetsOptions,
): Promise<OffsetLookup> {
  const { result, noOlder } = await askOnce(cluster, broker, timestamps, options);
  if (noOlder.size === 0) return result;
  // All of the log may be as late as that.
  const { result: beginnings } = await askOnce(cluster, broker, noOlder, options);
  for (const [topic, partition, found] of beginnings.found) result.found.set(topic, partition, found);
  for (const [topic, partition, error] of beginnings.errors) result.errors.set(topic, partition, error);
  return result;
}

interface Answer {
  readonly result: OffsetLookup;
  /** Partitions of which a broker before 0.10.1 has no segment as old as the time: where they begin is to be asked. */
  readonly noOlder: PartitionMap<number>;
}

async function askOnce(
  cluster: Cluster,
  broker: number,
  timestamps: PartitionMap<number>,
  { isolationLevel, deadline, through = cluster }: ListOffsetsOptions,
): Promise<Answer> {
  let usedVersion = -1;
  const timeoutMs = (): number => Math.min(deadline.remainingMs(), cluster.settings.requestTimeoutMs);
  const answer = await through.request(
    { broker },
    ListOffsets,
    (version) => {
      usedVersion = version;
      for (const timestamp of timestamps.values()) checkTimestamp(version, timestamp);
      const body = requestBody(cluster, version, timestamps, isolationLevel);
      return version >= TIMEOUT_SINCE ? { ...body, timeoutMs: Math.ceil(timeoutMs()) } : body;
    },
    {
      timeoutMs: timeoutMs(),
      signal: deadline.signal,
      partitions: Array.from(timestamps, ([topic, partition]) => ({ topic, partition })),
    },
  );
  const result: OffsetLookup = { found: new PartitionMap(), errors: new PartitionMap() };
  const noOlder = new PartitionMap<number>();
  // What a broker leaves out of its answer it does not know.
  for (const [topic, partition] of timestamps) {
    const code = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    result.errors.set(topic, partition, errorFor(code, { api: ListOffsets.name, topic, partition, broker }));
  }
  for (const { name: topic, partitions } of answer.topics) {
    for (const { partitionIndex, errorCode, offset, oldStyleOffsets, timestamp, leaderEpoch } of partitions) {
      const asked = timestamps.get(topic, partitionIndex);
      if (asked === undefined) continue;
      if (errorCode !== ErrorCode.NONE) {
        const error = errorFor(errorCode, { api: ListOffsets.name, topic, partition: partitionIndex, broker });
        if (errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER)
          cluster.leaderDenied({ topic, partition: partitionIndex }, broker);
        result.errors.set(topic, partitionIndex, error);
        continue;
      }
      result.errors.delete(topic, partitionIndex);
      // Version 0 answers with a list of segment starts, the newest first.
      const value = oldStyleOffsets[0] ?? offset;
      if (usedVersion === 0 && value < 0 && asked >= 0) noOlder.set(topic, partitionIndex, EARLIEST_TIMESTAMP);
      else
        result.found.set(topic, partitionIndex, { offset: Number(value), timestamp: Number(timestamp), leaderEpoch });
    }
  }
  return { result, noOlder };
}

/** How long the broker may look into tiered storage (KIP-1075). */
const TIMEOUT_SINCE = 10;

/** @throws UnsupportedVersionError when the version does not know it: brokers would take it for some time in the past */
function checkTimestamp(version: number, timestamp: number): void {
  const since = SINCE.get(timestamp);
  if (since === undefined || version >= since[1]) return;
  const [what, minVersion] = since;
  const { name: api, maxVersion } = ListOffsets;
  const release = firstReleaseWith(ListOffsets, minVersion);
  const message = `${api}: ${what} needs Kafka ${String(release)}`;
  throw new UnsupportedVersionError({ api, version, minVersion, maxVersion, message });
}

function requestBody(
  cluster: Cluster,
  version: number,
  list: PartitionMap<number>,
  isolationLevel: IsolationLevel,
): object {
  const topics = list.byTopic().map(([name, partitions]) => ({
    name,
    partitions: partitions.map(([partitionIndex, timestamp]) => ({
      partitionIndex,
      timestamp: BigInt(timestamp),
      ...(version === 0 ? { maxNumOffsets: 1 } : {}),
      ...(version >= 4
        ? { currentLeaderEpoch: cluster.partition({ topic: name, partition: partitionIndex })?.leaderEpoch ?? -1 }
        : {}),
    })),
  }));
  return { replicaId: -1, topics, ...(version >= 2 ? { isolationLevel: isolationLevelCode(isolationLevel) } : {}) };
}
