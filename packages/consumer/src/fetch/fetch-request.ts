import { ZERO_UUID } from '@k/wire';
import type { FetchRequest, MessageInit } from '@k/wire';
import { isolationLevelCode } from '@k/cluster';
import type { Cluster, IsolationLevel, PartitionMap } from '@k/cluster';

/** Topics by name up to here, by id after (KIP-516). */
const LAST_VERSION_BY_NAME = 12;

export interface FetchLimits {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly maxPartitionBytes: number;
  readonly isolationLevel: IsolationLevel;
}

/** Where a partition is fetched from. */
export interface FetchPlace {
  readonly fetchOffset: number;
  /** The leader epoch in which that offset is known to be in the log; another leader refuses the fetch. -1 for any. */
  readonly currentLeaderEpoch: number;
  /** Leader epoch of the record before: a leader whose log has not got that says so. -1 if unknown. */
  readonly lastFetchedEpoch: number;
}

/** A Fetch request body for the version that is agreed on when it leaves, and the highest version it can be sent with. */
export interface FetchPlan {
  readonly maxVersion: number | undefined;
  readonly body: (version: number) => MessageInit<FetchRequest>;
  /** The topic that an answer is about: by name, or from version 13 on by id. */
  readonly topicOf: (answer: { readonly topic: string; readonly topicId: string }) => string | undefined;
}

/** No session is kept (KIP-227): each request names all its partitions. */
export function planFetch(cluster: Cluster, wanted: PartitionMap<FetchPlace>, limits: FetchLimits): FetchPlan {
  const byTopic = wanted.byTopic();
  // As they are now: when the request leaves a topic may have been made again, and the answer is about what was asked for.
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  let allHaveIds = true;
  for (const [topic] of byTopic) {
    const id = cluster.topic(topic)?.topicId ?? ZERO_UUID;
    ids.set(topic, id);
    if (id === ZERO_UUID) allHaveIds = false;
    else names.set(id, topic);
  }
  return {
    maxVersion: allHaveIds ? undefined : LAST_VERSION_BY_NAME,
    body: (version) => ({
      // From version 15 on a tagged field of replicas only (KIP-903).
      ...(version <= 14 ? { replicaId: -1 } : {}),
      maxWaitMs: limits.maxWaitMs,
      minBytes: limits.minBytes,
      ...(version >= 3 ? { maxBytes: limits.maxBytes } : {}),
      ...(version >= 4 ? { isolationLevel: isolationLevelCode(limits.isolationLevel) } : {}),
      ...(version >= 7 ? { sessionId: 0, sessionEpoch: -1 } : {}),
      topics: byTopic.map(([topic, list]) => ({
        ...(version > LAST_VERSION_BY_NAME ? { topicId: ids.get(topic) ?? ZERO_UUID } : { topic }),
        partitions: list.map(([partition, { fetchOffset, currentLeaderEpoch, lastFetchedEpoch }]) => ({
          partition,
          fetchOffset: BigInt(fetchOffset),
          partitionMaxBytes: limits.maxPartitionBytes,
          ...(version >= 9 ? { currentLeaderEpoch } : {}),
          ...(version >= 12 ? { lastFetchedEpoch } : {}),
        })),
      })),
    }),
    topicOf: ({ topic, topicId }) => (topic === '' ? names.get(topicId) : topic),
  };
}
