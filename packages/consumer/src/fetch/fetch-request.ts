import type { FetchRequest, MessageInit } from '@k/wire';
import { isolationLevelCode } from '@k/cluster';
import type { IsolationLevel } from '@k/cluster';
import type { FetchPlace } from './fetch-slot.ts';
import type { SessionPartition, SessionRequest } from './session.ts';

/** Topics by name up to here, by id after (KIP-516). */
export const LAST_VERSION_BY_NAME = 12;
/** Before it there are no sessions (KIP-227). */
const FIRST_VERSION_OF_SESSIONS = 7;

export interface FetchLimits {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly maxPartitionBytes: number;
  readonly isolationLevel: IsolationLevel;
  /** Empty for none. */
  readonly rackId: string;
}

/** What is fetched of a partition. */
export type FetchPartition = SessionPartition & FetchPlace;

/**
 * A Fetch request for the version that is agreed on when it leaves.
 * @param all - all that is wanted: for brokers that remember nothing
 */
export function fetchBody(
  version: number,
  request: SessionRequest<FetchPartition>,
  all: Iterable<FetchPartition>,
  limits: FetchLimits,
): MessageInit<FetchRequest> {
  const { sessionId, sessionEpoch, forgotten } = request;
  const hasSessions = version >= FIRST_VERSION_OF_SESSIONS;
  return {
    // From version 15 on a tagged field of replicas only (KIP-903).
    ...(version <= 14 ? { replicaId: -1 } : {}),
    maxWaitMs: limits.maxWaitMs,
    minBytes: limits.minBytes,
    ...(version >= 3 ? { maxBytes: limits.maxBytes } : {}),
    ...(version >= 4 ? { isolationLevel: isolationLevelCode(limits.isolationLevel) } : {}),
    ...(hasSessions ? { sessionId, sessionEpoch } : {}),
    topics: byTopic(version, hasSessions ? request.asked : all, (asked) => ({
      partition: asked.partition,
      fetchOffset: BigInt(asked.fetchOffset),
      partitionMaxBytes: limits.maxPartitionBytes,
      ...(version >= 9 ? { currentLeaderEpoch: asked.currentLeaderEpoch } : {}),
      ...(version >= 12 ? { lastFetchedEpoch: asked.lastFetchedEpoch } : {}),
    })),
    ...(hasSessions ? { forgottenTopicsData: byTopic(version, forgotten, ({ partition }) => partition) } : {}),
    ...(version >= 11 ? { rackId: limits.rackId } : {}),
  };
}

/** Partitions as a request of that version lists them. */
function byTopic<A extends SessionPartition, T>(
  version: number,
  asked: Iterable<A>,
  write: (asked: A) => T,
): { topic?: string; topicId?: string; partitions: T[] }[] {
  const byName = version <= LAST_VERSION_BY_NAME;
  const lists = new Map<string, T[]>();
  for (const each of asked) {
    const key = byName ? each.topic : each.topicId;
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [write(each)]);
    else list.push(write(each));
  }
  return Array.from(lists, ([key, partitions]) => ({ ...(byName ? { topic: key } : { topicId: key }), partitions }));
}
