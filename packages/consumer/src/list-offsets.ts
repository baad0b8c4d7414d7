import { ErrorCode, ListOffsets, errorFor } from '@k/wire';
import type { ListOffsetsResponse, ProtocolError } from '@k/wire';
import { backoffMs } from '@k/conn';
import type { Deadline } from '@k/conn';
import type { Cluster } from '@k/cluster';
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

/**
 * Asks the leaders for offsets by timestamp (or EARLIEST, LATEST), one request per broker, until every partition has an
 * answer, an error that stays, or the deadline is over. One partition's trouble does not hold up the others.
 */
export async function listOffsets(
  cluster: Cluster,
  timestamps: PartitionMap<number>,
  options: { readonly isolationLevel: IsolationLevel; readonly deadline: Deadline; readonly purpose: string },
): Promise<OffsetLookup> {
  const { deadline } = options;
  const result: OffsetLookup = { found: new PartitionMap(), errors: new PartitionMap() };
  const { retryBackoffMs: initialMs, retryBackoffMaxMs: maxMs } = cluster.settings;
  let open = timestamps;
  for (let attempt = 0; open.size > 0; attempt++) {
    const again = new PartitionMap<number>();
    const causes = new PartitionMap<Error>();
    const put = (topic: string, partition: number, error: Error, retriable: boolean): void => {
      const timestamp = open.get(topic, partition);
      if (timestamp === undefined) return;
      if (!retriable) result.errors.set(topic, partition, error);
      else {
        again.set(topic, partition, timestamp);
        causes.set(topic, partition, error);
      }
    };
    const requests: Promise<void>[] = [];
    for (const [broker, list] of byLeader(cluster, open, put))
      requests.push(ask(cluster, broker, list, options, result, put));
    await Promise.all(requests);
    open = again;
    if (open.size === 0) break;
    const pause = backoffMs(attempt, { initialMs, maxMs }, cluster.runtime.random);
    if (deadline.remainingMs() <= pause) {
      for (const [topic, partition, cause] of causes) result.errors.set(topic, partition, deadline.timeoutError(cause));
      break;
    }
    await Promise.all([deadline.sleep(pause), cluster.refresh('offsets are looked up').catch(() => undefined)]);
  }
  return result;
}

/** @internal Why nobody can be asked, from what the metadata says of the topic. A topic that is not in the cache says nothing yet: the next refresh will. */
export function noLeader(cluster: Cluster, topic: string, partition: number): ProtocolError {
  const code = cluster.topic(topic)?.errorCode ?? ErrorCode.NONE;
  return errorFor(code === ErrorCode.NONE ? ErrorCode.LEADER_NOT_AVAILABLE : code, { topic, partition });
}

type Put = (topic: string, partition: number, error: Error, retriable: boolean) => void;

function byLeader(cluster: Cluster, open: PartitionMap<number>, put: Put): Map<number, PartitionMap<number>> {
  const leaders = new Map<number, PartitionMap<number>>();
  for (const [topic, partition, timestamp] of open) {
    const leader = cluster.leaderOf(topic, partition);
    if (leader === undefined) {
      const error = noLeader(cluster, topic, partition);
      put(topic, partition, error, error.retriable);
      continue;
    }
    let list = leaders.get(leader);
    if (list === undefined) leaders.set(leader, (list = new PartitionMap()));
    list.set(topic, partition, timestamp);
  }
  return leaders;
}

async function ask(
  cluster: Cluster,
  broker: number,
  list: PartitionMap<number>,
  options: { readonly isolationLevel: IsolationLevel; readonly deadline: Deadline; readonly purpose: string },
  result: OffsetLookup,
  put: Put,
): Promise<void> {
  let answer: ListOffsetsResponse;
  try {
    answer = await cluster.request(
      { broker },
      ListOffsets,
      (version) => requestBody(cluster, version, list, options.isolationLevel),
      {
        timeoutMs: Math.min(options.deadline.remainingMs(), cluster.settings.requestTimeoutMs),
        signal: options.deadline.signal,
        purpose: options.purpose,
        partitions: Array.from(list, ([topic, partition]) => ({ topic, partition })),
      },
    );
  } catch (cause) {
    options.deadline.signal?.throwIfAborted();
    const error = cause instanceof Error ? cause : new Error(String(cause));
    const retriable = 'retriable' in error && error.retriable === true;
    for (const [topic, partition] of list) put(topic, partition, error, retriable);
    return;
  }
  for (const { name: topic, partitions } of answer.topics) {
    for (const { partitionIndex, errorCode, offset, oldStyleOffsets, timestamp, leaderEpoch } of partitions) {
      if (errorCode !== ErrorCode.NONE) {
        const error = errorFor(errorCode, { api: ListOffsets.name, topic, partition: partitionIndex, broker });
        if (errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER)
          cluster.leaderDenied({ topic, partition: partitionIndex }, broker);
        put(topic, partitionIndex, error, error.retriable);
        continue;
      }
      // Version 0 answers with a list of segment starts, the newest first.
      const value = oldStyleOffsets.length > 0 ? (oldStyleOffsets[0] ?? -1n) : offset;
      result.found.set(topic, partitionIndex, { offset: Number(value), timestamp: Number(timestamp), leaderEpoch });
    }
  }
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
