import { ErrorCode, KafkaError, ListOffsets, errorFor, asError } from '@k/wire';
import type { ProtocolError } from '@k/wire';
import { backoffMs, type Deadline } from '@k/runtime';
import type { Cluster, Requester } from '@k/cluster';
import { PartitionMap } from '@k/group';

export interface FoundOffset {
  /** -1 when the log holds nothing at or after the timestamp asked for. */
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

export type IsolationLevel = 'read_uncommitted' | 'read_committed';

/** @internal The number on the wire. */
export function isolationLevelCode(level: IsolationLevel): number {
  return level === 'read_committed' ? 1 : 0;
}

export interface LookupOptions {
  readonly isolationLevel: IsolationLevel;
  readonly deadline: Deadline;
  /** What sends the requests. @default the cluster */
  readonly through?: Pick<Requester, 'request'>;
}

/**
 * Asks the leaders for offsets by timestamp (or EARLIEST, LATEST), one request per broker, until every partition has an
 * answer, an error that stays, or the deadline is over. One partition's trouble does not hold up the others.
 */
export async function listOffsets(
  cluster: Cluster,
  timestamps: PartitionMap<number>,
  options: LookupOptions,
): Promise<OffsetLookup> {
  const { deadline } = options;
  const result: OffsetLookup = { found: new PartitionMap(), errors: new PartitionMap() };
  const { retryBackoffMs: initialMs, retryBackoffMaxMs: maxMs } = cluster.settings;
  let open = timestamps;
  for (let attempt = 0; ; attempt++) {
    const { leaders, errors } = byLeader(cluster, open);
    const asking = Array.from(leaders, ([broker, list]) =>
      askBroker(cluster, broker, list, options).catch((cause: unknown) => allFailed(list, cause)),
    );
    const answers = await Promise.all(asking);
    deadline.signal?.throwIfAborted();
    open = new PartitionMap();
    for (const answer of [...answers, { found: new PartitionMap<FoundOffset>(), errors }]) {
      for (const [topic, partition, found] of answer.found) result.found.set(topic, partition, found);
      for (const [topic, partition, error] of answer.errors) {
        const timestamp = timestamps.get(topic, partition);
        if (timestamp !== undefined && isRetriable(error)) open.set(topic, partition, timestamp);
        result.errors.set(topic, partition, error);
      }
    }
    if (open.size === 0) return result;
    const pause = backoffMs(attempt, { initialMs, maxMs }, cluster.runtime.random);
    if (deadline.remainingMs() <= pause) {
      for (const [topic, partition] of open) {
        result.errors.set(topic, partition, deadline.timeoutError(result.errors.get(topic, partition)));
      }
      return result;
    }
    for (const [topic, partition] of open) result.errors.delete(topic, partition);
    await Promise.all([deadline.sleep(pause), cluster.refresh('offsets are looked up').catch(() => undefined)]);
  }
}

/** @internal Why nobody can be asked, from what the metadata says of the topic. A topic that is not in the cache says nothing yet: the next refresh will. */
export function noLeader(cluster: Cluster, topic: string, partition: number): ProtocolError {
  const code = cluster.topic(topic)?.errorCode ?? ErrorCode.NONE;
  return errorFor(code === ErrorCode.NONE ? ErrorCode.LEADER_NOT_AVAILABLE : code, { topic, partition });
}

function allFailed(list: PartitionMap<number>, cause: unknown): OffsetLookup {
  const error = asError(cause);
  const errors = new PartitionMap<Error>();
  for (const [topic, partition] of list) errors.set(topic, partition, error);
  return { found: new PartitionMap(), errors };
}

/** @internal */
export function isRetriable(error: unknown): boolean {
  return KafkaError.is(error) && error.retriable;
}

function byLeader(
  cluster: Cluster,
  open: PartitionMap<number>,
): { leaders: Map<number, PartitionMap<number>>; errors: PartitionMap<Error> } {
  const leaders = new Map<number, PartitionMap<number>>();
  const errors = new PartitionMap<Error>();
  for (const [topic, partition, timestamp] of open) {
    const leader = cluster.leaderOf(topic, partition);
    if (leader === undefined) {
      errors.set(topic, partition, noLeader(cluster, topic, partition));
      continue;
    }
    let list = leaders.get(leader);
    if (list === undefined) leaders.set(leader, (list = new PartitionMap()));
    list.set(topic, partition, timestamp);
  }
  return { leaders, errors };
}

/**
 * Asks one broker, once. Each partition has its offset or its error in the answer.
 * @internal
 * @throws what kept the request as a whole from being answered
 */
export async function askBroker(
  cluster: Cluster,
  broker: number,
  timestamps: PartitionMap<number>,
  { isolationLevel, deadline, through = cluster }: LookupOptions,
): Promise<OffsetLookup> {
  const answer = await through.request(
    { broker },
    ListOffsets,
    (version) => requestBody(cluster, version, timestamps, isolationLevel),
    {
      timeoutMs: Math.min(deadline.remainingMs(), cluster.settings.requestTimeoutMs),
      signal: deadline.signal,
      partitions: Array.from(timestamps, ([topic, partition]) => ({ topic, partition })),
    },
  );
  const result: OffsetLookup = { found: new PartitionMap(), errors: new PartitionMap() };
  // What a broker leaves out of its answer it does not know.
  for (const [topic, partition] of timestamps) {
    const code = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    result.errors.set(topic, partition, errorFor(code, { api: ListOffsets.name, topic, partition, broker }));
  }
  for (const { name: topic, partitions } of answer.topics) {
    for (const { partitionIndex, errorCode, offset, oldStyleOffsets, timestamp, leaderEpoch } of partitions) {
      if (!timestamps.has(topic, partitionIndex)) continue;
      if (errorCode !== ErrorCode.NONE) {
        const error = errorFor(errorCode, { api: ListOffsets.name, topic, partition: partitionIndex, broker });
        if (errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER)
          cluster.leaderDenied({ topic, partition: partitionIndex }, broker);
        result.errors.set(topic, partitionIndex, error);
        continue;
      }
      // Version 0 answers with a list of segment starts, the newest first.
      const value = oldStyleOffsets.length > 0 ? (oldStyleOffsets[0] ?? -1n) : offset;
      result.found.set(topic, partitionIndex, { offset: Number(value), timestamp: Number(timestamp), leaderEpoch });
      result.errors.delete(topic, partitionIndex);
    }
  }
  return result;
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
