import {
  ErrorCode,
  Metadata,
  ZERO_UUID,
  type MessageInit,
  type MetadataRequest,
  type MetadataResponse,
  type MetadataResponseTopic,
} from '@k/wire';
import type { ClusterState, TopicSpec } from '../state/cluster-state.ts';
import { NO_LEADER, type Partition } from '../state/partition.ts';
import { topicNameProblem, type Topic } from '../state/topic.ts';
import { CLUSTER_OPERATIONS, NOT_ASKED, TOPIC_OPERATIONS } from './authorized-operations.ts';
import { tooManyTopics } from './creation-limit.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

/**
 * Metadata (3), v0-v13. Live nodes, the controller, and topics with their leaders.
 *
 * v0: an empty list asks for all topics. v1: null does; rack, controller, internal. v2: cluster id. v4: auto-creation
 * may be declined. v5: offline replicas. v7: leader epochs. v8-v10: authorized operations. v10: topic ids. v12: lookup
 * by id (KIP-516). v13: a top-level error (KIP-1102).
 * Other than Kafka: a topic that is created by the request is there in its answer, where Kafka says "unknown, ask again".
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
      brokers: cluster.knownNodes(listener).map(({ id, host, port, rack }) => ({
        nodeId: id,
        host,
        port,
        ...(version >= 1 ? { rack } : {}),
      })),
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
  const ids = new Set(asked.map(({ topicId }) => topicId).filter((topicId) => topicId !== ZERO_UUID));
  if (ids.size > 0) return [...ids].map((topicId) => topicOfId(topicId, context, describe));
  // As on Kafka, what is named twice is answered once.
  const names = new Set(asked.map(({ name }) => name));
  const mayCreate = cluster.settings.autoCreateTopics && request.allowAutoTopicCreation;
  const refusals = mayCreate ? createMissing(names, cluster) : NO_REFUSALS;
  return [...names].map((name): TopicInit => {
    if (name === null) return { errorCode: ErrorCode.INVALID_REQUEST, name: '' };
    const topic = cluster.topic(name);
    if (topic !== undefined) return describe(topic);
    const isLegal = topicNameProblem(name) === undefined;
    const unknown = isLegal ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.INVALID_TOPIC_EXCEPTION;
    return { errorCode: refusals.get(name) ?? unknown, name, topicAuthorizedOperations: operations };
  });
}

const NO_REFUSALS: ReadonlyMap<string, number> = new Map();

/**
 * Makes the topics that are not there; none of them when they are too many for one request, as on Kafka.
 * @returns the error codes of those that could not be made
 */
function createMissing(names: ReadonlySet<string | null>, cluster: ClusterState): ReadonlyMap<string, number> {
  const specs: TopicSpec[] = [];
  for (const name of names) {
    if (name === null || cluster.topic(name) !== undefined) continue;
    specs.push({ name, numPartitions: -1, replicationFactor: -1, overrides: new Map() });
  }
  if (tooManyTopics(specs, cluster.settings.defaultPartitions) !== undefined) return NO_REFUSALS;
  const refusals = new Map<string, number>();
  for (const spec of specs) {
    const created = cluster.createTopic(spec);
    if ('errorCode' in created) refusals.set(spec.name, created.errorCode);
  }
  return refusals;
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
    offlineReplicas: partition.replicas.filter((id) => !cluster.isLive(id)),
  };
}
