import {
  ErrorCode,
  errorFor,
  ZERO_UUID,
  type MetadataResponse,
  type MetadataResponsePartition,
  type MetadataResponseTopic,
  type TopicPartition,
} from '@k/wire';
import { OlderAnswers } from './older-answers.ts';

export type { TopicPartition } from '@k/wire';

/** A broker as the cluster announces it. */
export interface BrokerNode {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
}

export interface PartitionMetadata {
  readonly partition: number;
  /** Broker id of the leader, -1 while there is none. */
  readonly leaderId: number;
  /** KIP-320; -1 from brokers before 2.1. */
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly offlineReplicas: readonly number[];
  /** 0, or why there is no leader. */
  readonly errorCode: number;
}

export interface TopicMetadata {
  readonly name: string;
  /** KIP-516; the zero uuid from brokers before 2.8. */
  readonly topicId: string;
  readonly isInternal: boolean;
  /** By partition id: `partitions[3]` is partition 3. Empty while `errorCode` is not 0. */
  readonly partitions: readonly PartitionMetadata[];
  /** 0, or what the brokers said about this topic; other topics are not concerned. */
  readonly errorCode: number;
}

/** What is known about a cluster at one moment. Never changed in place: each change makes a new one. */
export interface MetadataSnapshot {
  /** Counts up by one with each change. */
  readonly version: number;
  /** Null before the first answer and from brokers before 0.10.1. */
  readonly clusterId: string | null;
  /** Broker id, -1 when unknown. */
  readonly controllerId: number;
  readonly brokers: ReadonlyMap<number, BrokerNode>;
  readonly topics: ReadonlyMap<string, TopicMetadata>;
}

export const NO_METADATA: MetadataSnapshot = {
  version: 0,
  clusterId: null,
  controllerId: -1,
  brokers: new Map(),
  topics: new Map(),
};

/**
 * The snapshot after `response`. Brokers are replaced, topics in the response updated, the others kept except those in
 * `forget`. What is older than the known does not overwrite it, unless `older` believes it.
 */
export function mergeMetadata(
  previous: MetadataSnapshot,
  response: MetadataResponse,
  forget: Iterable<string> = [],
  older = new OlderAnswers(),
): MetadataSnapshot {
  // Another cluster behind the same names: what was known is about the old one, epochs included.
  const sameCluster =
    previous.clusterId === null || response.clusterId === null || previous.clusterId === response.clusterId;
  if (!sameCluster) older.clear();
  const topics = new Map(sameCluster ? previous.topics : undefined);
  for (const name of forget) {
    topics.delete(name);
    older.forget(name);
  }
  for (const topic of response.topics) {
    if (topic.name === null) continue;
    topics.set(topic.name, mergeTopic(topics.get(topic.name), topic, topic.name, older));
  }
  const brokers = new Map<number, BrokerNode>();
  for (const { nodeId, host, port, rack } of response.brokers) brokers.set(nodeId, { nodeId, host, port, rack });
  return {
    version: previous.version + 1,
    clusterId: response.clusterId ?? (sameCluster ? previous.clusterId : null),
    controllerId: response.controllerId,
    brokers,
    topics,
  };
}

/** The snapshot with one more broker, as a coordinator lookup may name one that metadata has not. */
export function addBroker(previous: MetadataSnapshot, node: BrokerNode): MetadataSnapshot {
  const known = previous.brokers.get(node.nodeId);
  if (known !== undefined && known.host === node.host && known.port === node.port) return previous;
  const brokers = new Map(previous.brokers).set(node.nodeId, { ...node, rack: node.rack ?? known?.rack ?? null });
  return { ...previous, version: previous.version + 1, brokers };
}

/** Whether `next` says anything about routes that `previous` does not: who the brokers are, and who leads what. */
export function tellsNews(previous: MetadataSnapshot, next: MetadataSnapshot): boolean {
  if (next.clusterId !== previous.clusterId || next.controllerId !== previous.controllerId) return true;
  if (next.brokers.size !== previous.brokers.size) return true;
  for (const [id, { host, port }] of next.brokers) {
    const known = previous.brokers.get(id);
    if (known?.host !== host || known.port !== port) return true;
  }
  for (const [name, topic] of next.topics) {
    const known = previous.topics.get(name);
    if (topic !== known && (known === undefined || differs(known, topic))) return true;
  }
  return false;
}

function differs(known: TopicMetadata, topic: TopicMetadata): boolean {
  return (
    topic.errorCode !== known.errorCode ||
    topic.topicId !== known.topicId ||
    topic.partitions.length !== known.partitions.length ||
    topic.partitions.some(({ partition, leaderId, leaderEpoch, errorCode }) => {
      const before = known.partitions[partition];
      return leaderId !== before?.leaderId || leaderEpoch !== before.leaderEpoch || errorCode !== before.errorCode;
    })
  );
}

/** What an error answer says of a partition's leader (KIP-951). */
export interface LeaderHint extends TopicPartition {
  /** Broker id; -1 when the answer does not say. */
  readonly leaderId: number;
  readonly leaderEpoch: number;
}

/**
 * The snapshot after the hints that are news: of a known partition, with a later epoch than the known one, and of a
 * leader whose address is known or among `endpoints`. The same snapshot when none is.
 */
export function withLeaders(
  previous: MetadataSnapshot,
  hints: Iterable<LeaderHint>,
  endpoints: readonly BrokerNode[],
): MetadataSnapshot {
  const topics = new Map(previous.topics);
  const brokers = new Map(previous.brokers);
  let news = false;
  for (const { topic: name, partition, leaderId, leaderEpoch } of hints) {
    const topic = topics.get(name);
    const known = topic?.partitions[partition];
    if (topic === undefined || known === undefined || leaderId < 0 || leaderEpoch <= known.leaderEpoch) continue;
    const endpoint = endpoints.find(({ nodeId }) => nodeId === leaderId);
    if (endpoint !== undefined) {
      const { nodeId, host, port, rack } = endpoint;
      brokers.set(nodeId, { nodeId, host, port, rack });
    } else if (!brokers.has(leaderId)) continue;
    const partitions = topic.partitions.with(partition, { ...known, leaderId, leaderEpoch, errorCode: ErrorCode.NONE });
    topics.set(name, { ...topic, partitions });
    news = true;
  }
  return news ? { ...previous, version: previous.version + 1, brokers, topics } : previous;
}

function mergeTopic(
  previous: TopicMetadata | undefined,
  topic: MetadataResponseTopic,
  name: string,
  older: OlderAnswers,
): TopicMetadata {
  const { isInternal, errorCode } = topic;
  if (errorCode !== ErrorCode.NONE) {
    // A passing trouble (no leader yet, coordinator loading) does not make the old routes worse than none.
    if (previous?.errorCode === ErrorCode.NONE && isPassing(errorCode)) return previous;
    return { name, topicId: topic.topicId, isInternal, partitions: [], errorCode };
  }
  const known = previous?.errorCode === ErrorCode.NONE ? previous : undefined;
  // Brokers before 2.8 do not tell it; those that are still to be upgraded are asked like the others.
  const topicId = topic.topicId === ZERO_UUID ? (known?.topicId ?? ZERO_UUID) : topic.topicId;
  if (topicId !== ZERO_UUID && !older.believesId(name, topicId) && previous !== undefined) return previous;
  const sameTopic = known?.topicId === topicId || known?.topicId === ZERO_UUID;
  const count = topic.partitions.reduce((max, each) => Math.max(max, each.partitionIndex + 1), 0);
  const partitions: PartitionMetadata[] = Array.from({ length: count }, (_, partition) => unknownPartition(partition));
  for (const each of topic.partitions) {
    const before = sameTopic ? known.partitions[each.partitionIndex] : undefined;
    partitions[each.partitionIndex] = mergePartition(before, each, name, older);
  }
  return { name, topicId, isInternal, partitions, errorCode };
}

function mergePartition(
  known: PartitionMetadata | undefined,
  told: MetadataResponsePartition,
  topic: string,
  older: OlderAnswers,
): PartitionMetadata {
  const { partitionIndex: partition, leaderId, leaderEpoch, errorCode } = told;
  const isOlder = known !== undefined && leaderEpoch >= 0 && leaderEpoch < known.leaderEpoch;
  if (isOlder && !older.believesEpoch(topic, partition)) return known;
  older.confirmed(topic, partition);
  const { replicaNodes: replicas, isrNodes: isr, offlineReplicas } = told;
  return { partition, leaderId, leaderEpoch, replicas, isr, offlineReplicas, errorCode };
}

/** An id that the response leaves out, though it names a higher one. */
function unknownPartition(partition: number): PartitionMetadata {
  const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return { partition, leaderId: -1, leaderEpoch: -1, replicas: [], isr: [], offlineReplicas: [], errorCode };
}

function isPassing(errorCode: number): boolean {
  return errorCode !== ErrorCode.UNKNOWN_TOPIC_OR_PARTITION && errorFor(errorCode).retriable;
}
