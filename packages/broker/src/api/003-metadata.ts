import {
  ErrorCode,
  Metadata,
  ZERO_UUID,
  type MessageInit,
  type MetadataRequest,
  type MetadataResponse,
  type MetadataResponseTopic,
} from '@k/wire';
import type { ClusterState } from '../state/cluster-state.ts';
import { NO_LEADER, type Partition } from '../state/partition.ts';
import { topicNameProblem, type Topic } from '../state/topic.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

/** Operations nobody is refused, as bits by operation code: the broker has no authorizer (KIP-430). */
const TOPIC_OPERATIONS = 0b1101_1111_1000;
const CLUSTER_OPERATIONS = 0b1_1111_1010_0000;
const NOT_ASKED = -2147483648;

/**
 * Metadata (3), v0-v13. Live nodes, the controller, and topics with their leaders.
 *
 * v0: an empty list asks for all topics. v1: null does; rack, controller, internal. v2: cluster id. v4: auto-creation
 * may be declined. v5: offline replicas. v7: leader epochs. v8-v10: authorized operations. v10: topic ids. v12: lookup
 * by id (KIP-516). v13: a top-level error (KIP-1102).
 * Other than Kafka: a topic that is created by the request is there in its answer, where Kafka says "unknown, ask again".
 * Not implemented: racks.
 */
export const metadata: ApiHandler<MetadataRequest, MetadataResponse> = {
  api: Metadata,
  minVersion: 0,
  maxVersion: 13,
  handle(request, context) {
    const { cluster, listener, version } = context;
    // First, as it may make the topic that a fresh cluster waits for.
    const topics = askedTopics(request, context);
    return {
      brokers: cluster.knownNodes(listener).map(({ id, host, port }) => ({ nodeId: id, host, port })),
      clusterId: cluster.clusterId,
      controllerId: cluster.controllerId,
      topics,
      ...(version >= 8 && version <= 10
        ? { clusterAuthorizedOperations: request.includeClusterAuthorizedOperations ? CLUSTER_OPERATIONS : NOT_ASKED }
        : {}),
    };
  },
};

type TopicInit = MessageInit<MetadataResponseTopic>;

function askedTopics(request: MetadataRequest, context: RequestContext): TopicInit[] {
  const { cluster, version } = context;
  const operations = version >= 8 && request.includeTopicAuthorizedOperations ? TOPIC_OPERATIONS : NOT_ASKED;
  const describe = (topic: Topic): TopicInit => describeTopic(topic, cluster, operations);
  const asked = request.topics;
  if (asked === null || (version === 0 && asked.length === 0)) return cluster.topics.map(describe);
  // Names beside ids are not looked at, as on Kafka; before v12 ids were in the request but did not work.
  const byId = asked.filter(({ topicId }) => topicId !== ZERO_UUID);
  if (byId.length > 0) return byId.map(({ topicId }) => topicOfId(topicId, context, describe));
  const mayCreate = cluster.settings.autoCreateTopics && request.allowAutoTopicCreation;
  return asked.map(({ name }): TopicInit => {
    if (name === null) return { errorCode: ErrorCode.INVALID_REQUEST, name: '' };
    const topic = cluster.topic(name);
    if (topic !== undefined) return describe(topic);
    const refused = (errorCode: number): TopicInit => ({ errorCode, name, topicAuthorizedOperations: operations });
    if (topicNameProblem(name) !== undefined) return refused(ErrorCode.INVALID_TOPIC_EXCEPTION);
    if (!mayCreate) return refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    const created = cluster.createTopic({ name, numPartitions: -1, replicationFactor: -1, overrides: new Map() });
    return 'errorCode' in created ? refused(created.errorCode) : describe(created);
  });
}

function topicOfId(topicId: string, context: RequestContext, describe: (topic: Topic) => TopicInit): TopicInit {
  if (context.version < 12) return { errorCode: ErrorCode.INVALID_REQUEST, name: '', topicId };
  const topic = context.cluster.topicById(topicId);
  return topic === undefined ? { errorCode: ErrorCode.UNKNOWN_TOPIC_ID, name: null, topicId } : describe(topic);
}

function describeTopic(topic: Topic, cluster: ClusterState, operations: number): TopicInit {
  return {
    errorCode: ErrorCode.NONE,
    name: topic.name,
    topicId: topic.topicId,
    isInternal: false,
    partitions: topic.partitions.map((partition) => describePartition(partition, cluster)),
    topicAuthorizedOperations: operations,
  };
}

function describePartition(
  partition: Partition,
  cluster: ClusterState,
): TopicInit['partitions'] extends readonly (infer P)[] | undefined ? P : never {
  const isr = cluster.isr(partition);
  return {
    errorCode: partition.leaderId === NO_LEADER ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE,
    partitionIndex: partition.index,
    leaderId: partition.leaderId,
    leaderEpoch: partition.leaderEpoch,
    replicaNodes: partition.replicas,
    isrNodes: isr,
    offlineReplicas: partition.replicas.filter((id) => !isr.includes(id)),
  };
}
