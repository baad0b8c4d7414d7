import {
  DeleteTopics,
  ErrorCode,
  ZERO_UUID,
  type DeleteTopicsRequest,
  type DeleteTopicsResponse,
  type MessageInit,
} from '@k/wire';
import { refusalMessage, type Access } from '../access/access.ts';
import { AclOperation } from '../access/acl.ts';
import type { Topic } from '../state/topic.ts';
import { isForController, NOT_CONTROLLER } from './controller.ts';
import { mutationProblem } from './mutation-quota.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

const STRICT_QUOTA_SINCE = 5;

type TopicResult = NonNullable<MessageInit<DeleteTopicsResponse>['responses']>[number];

/**
 * DeleteTopics (20), v0-v6. Records, producer states and committed offsets of the topic go with it.
 *
 * v1: throttle time. v4: flexible. v5: messages; over the quota of changes THROTTLING_QUOTA_EXCEEDED (KIP-599). v6: by name or by id (KIP-516).
 * Not implemented: delete.topic.enable=false; the time limit (topics are gone at once).
 */
export const deleteTopics: ApiHandler<DeleteTopicsRequest, DeleteTopicsResponse> = {
  api: DeleteTopics,
  minVersion: 0,
  maxVersion: 6,
  handle(request, context) {
    const { version } = context;
    const asked = version >= 6 ? request.topics : request.topicNames.map((name) => ({ name, topicId: ZERO_UUID }));
    if (!isForController(context)) {
      const { errorCode, message: errorMessage } = NOT_CONTROLLER;
      return { responses: asked.map(({ name, topicId }) => ({ name, topicId, errorCode, errorMessage })) };
    }
    const times = new Map<string, number>();
    const keyOf = (name: string | null, topicId: string): string => name ?? `id ${topicId}`;
    for (const { name, topicId } of asked) times.set(keyOf(name, topicId), (times.get(keyOf(name, topicId)) ?? 0) + 1);
    const once = asked.filter(({ name, topicId }) => times.get(keyOf(name, topicId)) === 1);
    const twice = [...times].filter(([, count]) => count > 1).map(([key]) => duplicate(key));
    return { responses: [...twice, ...once.map(({ name, topicId }) => remove(name, topicId, context))] };
  },
};

function duplicate(key: string): TopicResult {
  const [name, topicId] = key.startsWith('id ') ? [null, key.slice(3)] : [key, ZERO_UUID];
  return { name, topicId, errorCode: ErrorCode.INVALID_REQUEST, errorMessage: 'The topic is named twice.' };
}

function remove(name: string | null, topicId: string, context: RequestContext): TopicResult {
  const { access, cluster } = context;
  if ((name === null) === (topicId === ZERO_UUID)) {
    const errorMessage = 'Name either the topic or its id.';
    return { name, topicId, errorCode: ErrorCode.INVALID_REQUEST, errorMessage };
  }
  const topic = name === null ? cluster.topicById(topicId) : cluster.topic(name);
  const refusal = refusalOf(name, topic, access);
  if (refusal !== undefined) return { topicId, ...refusal };
  if (topic === undefined) {
    const errorCode = name === null ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    const errorMessage = `This server does not host this ${name === null ? 'topic ID' : 'topic-partition'}.`;
    return { name, topicId, errorCode, errorMessage };
  }
  const exceeded = mutationProblem(topic.partitions.length, STRICT_QUOTA_SINCE, context);
  if (exceeded !== undefined) {
    return { name: topic.name, topicId, errorCode: exceeded.errorCode, errorMessage: exceeded.message };
  }
  cluster.deleteTopic(topic);
  return { name: topic.name, topicId: topic.topicId, errorCode: ErrorCode.NONE };
}

/**
 * Who may not know of a topic is not told whether there is one of that name, nor the name of one whose id it knows. Undefined: it may
 * delete it, or there is none to delete.
 */
function refusalOf(name: string | null, topic: Topic | undefined, access: Access): TopicResult | undefined {
  const wanted = name ?? topic?.name;
  if (wanted === undefined || access.cluster(AclOperation.DELETE) === ErrorCode.NONE) return undefined;
  const isKnown = access.topic(AclOperation.DESCRIBE, wanted) === ErrorCode.NONE;
  if (isKnown && topic === undefined) return undefined;
  const errorCode = access.topic(AclOperation.DELETE, wanted);
  if (isKnown && errorCode === ErrorCode.NONE) return undefined;
  const refused = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
  return { name: isKnown ? wanted : name, errorCode: refused, errorMessage: refusalMessage(refused) };
}
