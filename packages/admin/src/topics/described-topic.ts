import type { BrokerNode } from '@k/cluster';
import { ErrorCode, errorFor, ZERO_UUID } from '@k/wire';
import { type AclOperation, operationsOf } from '../authorized-operations.ts';

/** A topic, and where each of its partitions is. */
export interface DescribedTopic {
  readonly name: string;
  /** From Kafka 2.8 on. */
  readonly topicId: string | undefined;
  /** Whether it is Kafka's own, such as __consumer_offsets. */
  readonly isInternal: boolean;
  /** By their numbers. */
  readonly partitions: readonly TopicPartitionInfo[];
  /** What this client may do with the topic; undefined unless `includeAuthorizedOperations` asks for it. */
  readonly authorizedOperations: ReadonlySet<AclOperation> | undefined;
}

/** A broker that is down is told by its id only: its host is '' and its port -1, as in Java. */
export interface TopicPartitionInfo {
  readonly partition: number;
  /** Undefined while there is none. */
  readonly leader: BrokerNode | undefined;
  /** Goes up with each change of leader; undefined before Kafka 2.1, which does not tell it. */
  readonly leaderEpoch: number | undefined;
  /** The preferred leader first. */
  readonly replicas: readonly BrokerNode[];
  /** In sync with the leader. */
  readonly isr: readonly BrokerNode[];
  /** Replicas that are down; empty before Kafka 1.0, which does not tell. */
  readonly offlineReplicas: readonly BrokerNode[];
  /** Not in sync, but with all that is committed: may become leader (KIP-966). Undefined where the cluster does not tell. */
  readonly elr: readonly BrokerNode[] | undefined;
  /** Were such until they stopped uncleanly (KIP-966). Undefined where the cluster does not tell. */
  readonly lastKnownElr: readonly BrokerNode[] | undefined;
}

/** A topic as Metadata and DescribeTopicPartitions have it. */
export interface ToldTopic {
  readonly errorCode: number;
  readonly name: string | null;
  readonly topicId: string;
  readonly isInternal: boolean;
  readonly topicAuthorizedOperations: number;
  readonly partitions: readonly ToldPartition[];
}

interface ToldPartition {
  readonly partitionIndex: number;
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly replicaNodes: readonly number[];
  readonly isrNodes: readonly number[];
  readonly offlineReplicas: readonly number[];
  readonly eligibleLeaderReplicas?: readonly number[] | null;
  readonly lastKnownElr?: readonly number[] | null;
}

/** @param nodes - the brokers that are up */
export function describeTopic(topic: ToldTopic, nodes: ReadonlyMap<number, BrokerNode>): DescribedTopic {
  const { name, topicId, isInternal, topicAuthorizedOperations } = topic;
  return {
    name: name ?? '',
    topicId: topicId === ZERO_UUID ? undefined : topicId,
    isInternal,
    partitions: topic.partitions
      .map((partition) => describePartition(partition, nodes))
      .sort((a, b) => a.partition - b.partition),
    authorizedOperations: operationsOf(topicAuthorizedOperations),
  };
}

function describePartition(told: ToldPartition, nodes: ReadonlyMap<number, BrokerNode>): TopicPartitionInfo {
  const node = (nodeId: number): BrokerNode => nodes.get(nodeId) ?? { nodeId, host: '', port: -1, rack: null };
  const { partitionIndex, leaderId, leaderEpoch, eligibleLeaderReplicas, lastKnownElr } = told;
  return {
    partition: partitionIndex,
    leader: leaderId < 0 ? undefined : node(leaderId),
    leaderEpoch: leaderEpoch < 0 ? undefined : leaderEpoch,
    replicas: told.replicaNodes.map(node),
    isr: told.isrNodes.map(node),
    offlineReplicas: told.offlineReplicas.map(node),
    elr: eligibleLeaderReplicas?.map(node),
    lastKnownElr: lastKnownElr?.map(node),
  };
}

/** Why a topic is not described; undefined when nothing is wrong with it. */
export function topicError(api: string, { errorCode, name, topicId }: ToldTopic): Error | undefined {
  if (errorCode === ErrorCode.NONE) return undefined;
  const about = name === null ? `topic id ${topicId}` : undefined;
  return errorFor(errorCode, { api, topic: name ?? undefined, about });
}

/** Brokers by their ids. */
export function nodesById(brokers: Iterable<BrokerNode>): Map<number, BrokerNode> {
  return new Map(
    Array.from(brokers, ({ nodeId, host, port, rack }) => [nodeId, { nodeId, host, port, rack }] as const),
  );
}
