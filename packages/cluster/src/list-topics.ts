import type { WaitOptions } from '@k/runtime';
import { ErrorCode, Metadata } from '@k/wire';
import type { Requester } from './requester.ts';

export interface TopicListing {
  readonly name: string;
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
  for (const { name, isInternal, errorCode } of answer.topics) {
    if (name !== null && errorCode === ErrorCode.NONE) topics.push({ name, isInternal });
  }
  return topics;
}
