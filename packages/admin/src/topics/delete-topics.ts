import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import {
  DeleteTopics,
  type DeleteTopicsRequest,
  type DeleteTopicsResponse,
  ErrorCode,
  errorFor,
  type MessageInit,
  parseOptions,
  ZERO_UUID,
} from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import { isControllersAnswer } from '../controller-answers.ts';
import type { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';
import { type NamedTopics, type TopicSelection, topicsOf } from './topic-selection.ts';

export interface DeleteTopicsOptions extends WaitOptions {
  /**
   * Whether to wait and try again when a quota for such changes is used up (THROTTLING_QUOTA_EXCEEDED, KIP-599).
   * @default true
   */
  readonly retryOnQuotaViolation?: boolean | undefined;
}

/** A topic that is gone. */
export interface DeletedTopic {
  readonly name: string | undefined;
  /** From Kafka 2.8 on. */
  readonly topicId: string | undefined;
}

const deleteOptions = schemaOf<DeleteTopicsOptions>()(
  z.strictObject({ ...waitSettings, retryOnQuotaViolation: z.boolean().default(true) }),
);

const CALL = 'deleteTopics()';

export async function deleteTopics(
  calls: AdminCalls,
  topics: TopicSelection,
  options?: DeleteTopicsOptions,
): Promise<ResourceMap<string, DeletedTopic>> {
  const { by, keys } = topicsOf(CALL, topics);
  const { retryOnQuotaViolation, ...limits } = parseOptions(`KafkaAdmin: ${CALL}`, deleteOptions, options ?? {});
  const deadline = calls.deadline(CALL, limits);
  return calls.each(deadline, {
    name: CALL,
    resources: keys,
    targetOf: () => 'controller',
    isFinal: (error) => isControllersAnswer(error, retryOnQuotaViolation),
    ask: async (asked, request) => {
      const answer = await request(DeleteTopics, (version) =>
        requestBody(version, { by, keys: asked }, calls.brokerTimeoutMs(deadline)),
      );
      return answer.responses.map((topic) => [(by === 'id' ? topic.topicId : topic.name) ?? '', resultOf(topic)]);
    },
  });
}

function requestBody(version: number, { by, keys }: NamedTopics, timeoutMs: number): MessageInit<DeleteTopicsRequest> {
  if (version < 6) {
    if (by === 'id') throw tooOld(DeleteTopics, version, 6, (kafka) => `topics have ids from ${kafka} on: name them`);
    return { topicNames: [...keys], timeoutMs };
  }
  const topics = keys.map((key) => (by === 'id' ? { name: null, topicId: key } : { name: key, topicId: ZERO_UUID }));
  return { topics, timeoutMs };
}

function resultOf(topic: DeleteTopicsResponse['responses'][number]): DeletedTopic | Error {
  const { name, topicId, errorCode, errorMessage } = topic;
  const isTold = topicId !== ZERO_UUID;
  if (errorCode !== ErrorCode.NONE) {
    const about = name === null && isTold ? `topic id ${topicId}` : undefined;
    const context = { api: DeleteTopics.name, topic: name ?? undefined, about, message: errorMessage };
    return errorFor(errorCode, context);
  }
  return { name: name ?? undefined, topicId: isTold ? topicId : undefined };
}
