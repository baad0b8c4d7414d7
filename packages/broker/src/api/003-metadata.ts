import {
  ErrorCode,
  Metadata,
  ZERO_UUID,
  type MessageInit,
  type MetadataRequest,
  type MetadataResponse,
  type MetadataResponseTopic,
} from '@k/wire';
import { AclOperation, ResourceType } from '../access/acl.ts';
import type { Access } from '../access/access.ts';
import type { ClusterState, TopicSpec } from '../state/cluster-state.ts';
import { NO_LEADER, type Partition } from '../state/partition.ts';
import { METADATA_TOPIC, topicNameProblem, type Topic } from '../state/topic.ts';
import { clusterOperations, NOT_ASKED } from './authorized-operations.ts';
import { tooManyTopics } from './creation-limit.ts';
import type { ApiHandler, RequestContext } from './handler.ts';
import { partitionFields } from './partition-fields.ts';

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
        ? {
            clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
              ? clusterOperations(context.access)
              : NOT_ASKED,
          }
        : {}),
    };
  },
};

type TopicInit = MessageInit<MetadataResponseTopic>;

function askedTopics(request: MetadataRequest, context: RequestContext): TopicInit[] {
  const { access, cluster, version } = context;
  const operationsOf = (name: string): number =>
    version >= 8 && request.includeTopicAuthorizedOperations ? access.operations(ResourceType.TOPIC, name) : NOT_ASKED;
  const describe = (topic: Topic): TopicInit => describeTopic(topic, cluster, operationsOf(topic.name));
  const isKnown = (name: string): boolean => access.topic(AclOperation.DESCRIBE, name) === ErrorCode.NONE;
  const asked = request.topics;
  if (asked === null || (version === 0 && asked.length === 0)) {
    return cluster.topics.filter(({ name }) => isKnown(name)).map(describe);
  }
  // Names beside ids are not looked at, as on Kafka; before v12 ids were in the request but did not work.
  const ids = new Set(asked.map(({ topicId }) => topicId).filter((topicId) => topicId !== ZERO_UUID));
  if (ids.size > 0) return [...ids].map((topicId) => topicOfId(topicId, context, describe));
  // As on Kafka, what is named twice is answered once.
  const names = new Set(asked.map(({ name }) => name));
  const mayCreate = cluster.settings.autoCreateTopics && request.allowAutoTopicCreation;
  const known = new Set([...names].filter((name) => name !== null && isKnown(name)));
  const refusals = mayCreate ? createMissing(known, cluster, access) : NO_REFUSALS;
  return [...names].map((name): TopicInit => {
    if (name === null) return { errorCode: ErrorCode.INVALID_REQUEST, name: '' };
    if (!known.has(name)) return { errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED, name };
    const topic = cluster.topic(name);
    if (topic !== undefined) return describe(topic);
    const isLegal = topicNameProblem(name) === undefined;
    const unknown = isLegal ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.INVALID_TOPIC_EXCEPTION;
    const errorCode = refusals.get(name) ?? unknown;
    if (errorCode === ErrorCode.TOPIC_AUTHORIZATION_FAILED) return { errorCode, name };
    return { errorCode, name, topicAuthorizedOperations: operationsOf(name) };
  });
}

const NO_REFUSALS: ReadonlyMap<string, number> = new Map();

/**
 * Makes the topics that are not there; none of them when they are too many for one request, as on Kafka.
 * @returns the error codes of those that could not be made
 */
function createMissing(
  names: ReadonlySet<string | null>,
  cluster: ClusterState,
  access: Access,
): ReadonlyMap<string, number> {
  const specs: TopicSpec[] = [];
  const refusals = new Map<string, number>();
  const mayCreateAny = access.cluster(AclOperation.CREATE) === ErrorCode.NONE;
  for (const name of names) {
    if (name === null || name === METADATA_TOPIC || cluster.topic(name) !== undefined) continue;
    const refusal = mayCreateAny ? ErrorCode.NONE : access.topic(AclOperation.CREATE, name);
    if (refusal !== ErrorCode.NONE) {
      refusals.set(name, refusal);
      continue;
    }
    specs.push({ name, numPartitions: -1, replicationFactor: -1, overrides: new Map() });
  }
  if (specs.length === 0 || tooManyTopics(specs, cluster.settings.defaultPartitions) !== undefined) return refusals;
  const present = cluster.topics.map(({ name }) => name);
  for (const spec of specs) {
    const created = cluster.createTopic(spec, present);
    if ('errorCode' in created) refusals.set(spec.name, created.errorCode);
  }
  return refusals;
}

function topicOfId(topicId: string, context: RequestContext, describe: (topic: Topic) => TopicInit): TopicInit {
  if (context.version < 12) return { errorCode: ErrorCode.INVALID_REQUEST, name: '', topicId };
  const topic = context.cluster.topicById(topicId);
  if (topic === undefined) return { errorCode: ErrorCode.UNKNOWN_TOPIC_ID, name: null, topicId };
  // An id is no secret, but the name is.
  const refusal = context.access.topic(AclOperation.DESCRIBE, topic.name);
  return refusal === ErrorCode.NONE ? describe(topic) : { errorCode: refusal, name: null, topicId };
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
  return {
    errorCode: partition.leaderId === NO_LEADER ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE,
    ...partitionFields(partition, cluster),
  };
}
