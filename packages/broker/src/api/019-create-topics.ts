import {
  CreateTopics,
  ErrorCode,
  type CreateTopicsRequest,
  type CreateTopicsResponse,
  type MessageInit,
} from '@k/wire';
import type { Access } from '../access/access.ts';
import { AclOperation } from '../access/acl.ts';
import { CONFIG_SOURCES } from '../config/broker-configs.ts';
import type { TopicSpec } from '../state/cluster-state.ts';
import type { Refusal } from '../state/placement.ts';
import { reservedProblem } from '../state/topic.ts';
import { tooManyTopics } from './creation-limit.ts';
import { isForController, NOT_CONTROLLER } from './controller.ts';
import { mutationProblem } from './mutation-quota.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type TopicRequest = CreateTopicsRequest['topics'][number];
type TopicResult = NonNullable<MessageInit<CreateTopicsResponse>['topics']>[number];

const STRICT_QUOTA_SINCE = 6;

/**
 * CreateTopics (19), v0-v7. Any node takes it, as in KRaft; as a version with ZooKeeper only the controller does.
 *
 * v1: validateOnly, messages. v4: -1 for the broker's defaults (KIP-464). v5: flexible; the answer tells partitions,
 * replication factor and configuration (KIP-525). v7: topic id.
 * With 10,000 partitions or more in one request all of it is refused, whatever release is played.
 * v6: over the quota of changes THROTTLING_QUOTA_EXCEEDED (KIP-599), before that a wait.
 * Not implemented: the time limit (topics are there at once).
 */
export const createTopics: ApiHandler<CreateTopicsRequest, CreateTopicsResponse> = {
  api: CreateTopics,
  minVersion: 0,
  maxVersion: 7,
  handle(request, context) {
    if (!isForController(context)) {
      return { topics: request.topics.map(({ name }) => refused(name, NOT_CONTROLLER)) };
    }
    const { access, cluster } = context;
    const asked = new Map<string, TopicSpec | Refusal>();
    for (const topic of request.topics) {
      const { name } = topic;
      const refusal = asked.has(name) ? NAMED_TWICE : (reservedProblem(name) ?? refusalOf(name, access));
      asked.set(name, refusal ?? specOf(topic));
    }
    const specs = [...asked.values()].flatMap((spec) => ('errorCode' in spec ? [] : [spec]));
    const present = cluster.topics.map(({ name }) => name);
    const tooMany = tooManyTopics(specs, cluster.settings.defaultPartitions);
    return {
      topics: [...asked].map(([name, spec]) => {
        if ('errorCode' in spec) return refused(name, spec);
        if (tooMany !== undefined) return refused(name, tooMany);
        const created = create(spec, { present, validateOnly: request.validateOnly }, context);
        return isToldConfigs(created, access) ? created : withoutConfigs(created);
      }),
    };
  },
};

const NAMED_TWICE: Refusal = { errorCode: ErrorCode.INVALID_REQUEST, message: 'Duplicate topic name.' };

/** Whoever may make topics in the cluster may make any; others need it for the name. */
function refusalOf(name: string, access: Access): Refusal | undefined {
  if (access.cluster(AclOperation.CREATE) === ErrorCode.NONE) return undefined;
  const errorCode = access.topic(AclOperation.CREATE, name);
  return errorCode === ErrorCode.NONE ? undefined : { errorCode, message: 'Authorization failed.' };
}

function isToldConfigs({ name = '', errorCode }: TopicResult, access: Access): boolean {
  return errorCode !== ErrorCode.NONE || access.topic(AclOperation.DESCRIBE_CONFIGS, name) === ErrorCode.NONE;
}

/** It is there, and no more is told of it than that. */
function withoutConfigs({ name, topicId }: TopicResult): TopicResult {
  return {
    name,
    topicId,
    errorCode: ErrorCode.NONE,
    errorMessage: null,
    topicConfigErrorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED,
    numPartitions: -1,
    replicationFactor: -1,
    configs: [],
  };
}

interface CreateTerms {
  /** The topics that were there when the request came. */
  readonly present: readonly string[];
  readonly validateOnly: boolean;
}

function create(spec: TopicSpec, { present, validateOnly }: CreateTerms, context: RequestContext): TopicResult {
  const { cluster } = context;
  const possible = cluster.planTopic(spec, present);
  if ('errorCode' in possible) return refused(spec.name, possible);
  const exceeded = mutationProblem(possible.assignment.length, STRICT_QUOTA_SINCE, context);
  if (exceeded !== undefined) return refused(spec.name, exceeded);
  const planned = validateOnly ? possible : cluster.createTopic(spec, present);
  if ('errorCode' in planned) return refused(spec.name, planned);
  const assignment = 'assignment' in planned ? planned.assignment : planned.partitions.map((p) => p.replicas);
  return {
    name: spec.name,
    // As on Kafka, what is only tried gets an id too, which is then forgotten.
    topicId: 'topicId' in planned ? planned.topicId : cluster.newUuid(),
    errorCode: ErrorCode.NONE,
    errorMessage: null,
    numPartitions: assignment.length,
    replicationFactor: assignment[0]?.length ?? 0,
    configs: cluster.configs.describeTopic(spec.overrides, cluster.controllerId).map((config) => ({
      name: config.name,
      value: config.value,
      readOnly: config.readOnly,
      configSource: CONFIG_SOURCES[config.source],
      isSensitive: config.isSensitive,
    })),
  };
}

function specOf(request: TopicRequest): TopicSpec | Refusal {
  const overrides = new Map<string, string>();
  for (const { name, value } of request.configs) {
    if (overrides.has(name)) return { errorCode: ErrorCode.INVALID_CONFIG, message: `Config ${name} is given twice.` };
    if (value === null) return { errorCode: ErrorCode.INVALID_CONFIG, message: `Null value for config ${name}.` };
    overrides.set(name, value);
  }
  const { name, numPartitions, replicationFactor, assignments } = request;
  if (assignments.length === 0) return { name, numPartitions, replicationFactor, overrides };
  if (numPartitions !== -1 || replicationFactor !== -1) {
    const message = 'With assignments, the number of partitions and the replication factor must both be -1.';
    return { errorCode: ErrorCode.INVALID_REQUEST, message };
  }
  const byIndex = [...assignments].sort((a, b) => a.partitionIndex - b.partitionIndex);
  if (byIndex.some(({ partitionIndex }, position) => partitionIndex !== position)) {
    const message = 'The assigned partitions must be 0, 1, 2, ... without gaps.';
    return { errorCode: ErrorCode.INVALID_REPLICA_ASSIGNMENT, message };
  }
  return { name, numPartitions, replicationFactor, assignment: byIndex.map((entry) => entry.brokerIds), overrides };
}

function refused(name: string, refusal: Refusal): TopicResult {
  return { name, errorCode: refusal.errorCode, errorMessage: refusal.message, configs: [] };
}
