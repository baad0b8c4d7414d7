import type { WaitOptions } from '@k/runtime';
import { ErrorCode, Metadata, ZERO_UUID } from '@k/wire';
import type { Requester } from './requester.ts';

export interface TopicListing {
  readonly name: string;
  /** From Kafka 2.8 on; undefined before. */
  readonly topicId: string | undefined;
  /** Whether it is Kafka's own, such as __consumer_offsets. */
  readonly isInternal: boolean;
}

/**
 * All topics that this client may see, asked of any broker, repeatedly if need be.
 * @param options - `timeoutMs` defaults to the cluster's `requestTimeoutMs`
 * @throws TimeoutError; what else {@link Requester.request} throws
 */
export async function listTopics(
  cluster: Pick<Requester, 'request'>,
  options: WaitOptions = {},
): Promise<TopicListing[]> {
  // Version 0 has no null: there an empty list means all topics.
  const answer = await cluster.request('any', Metadata, (version) => ({ topics: version === 0 ? [] : null }), {
    ...options,
    retry: true,
  });
  const topics: TopicListing[] = [];
  for (const { name, topicId, isInternal, errorCode } of answer.topics) {
    if (name === null || errorCode !== ErrorCode.NONE) continue;
    topics.push({ name, topicId: topicId === ZERO_UUID ? undefined : topicId, isInternal });
  }
  return topics;
}
