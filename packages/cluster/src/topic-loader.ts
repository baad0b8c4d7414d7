import type { Deadline, WaitOptions } from '@k/runtime';
import { ErrorCode, errorFor, Metadata } from '@k/wire';
import type { MetadataCache } from './metadata-cache.ts';
import type { TopicMetadata } from './metadata.ts';
import { retry, type FailedAttempt, type RetryContext } from './retry.ts';

export interface LoadTopicsOptions extends WaitOptions {
  /** A deadline made further up, instead of `timeoutMs` and `signal`. */
  readonly deadline?: Deadline | undefined;
  /** Whether brokers may create what is missing. @default the cluster's `allowAutoCreateTopics` */
  readonly allowAutoTopicCreation?: boolean | undefined;
  /** A topic with fewer partitions is waited for like one that is unknown: some were added lately, say. @default 0 */
  readonly minPartitions?: number | undefined;
  /**
   * How often "unknown" is asked again before it is believed; Infinity: until time is over.
   * @default the cluster's `unknownTopicRetries`, three times as often when brokers may create the topic
   */
  readonly unknownTopicRetries?: number | undefined;
  /** Told of each attempt that failed and is made again. */
  readonly onRetry?: ((failed: FailedAttempt) => void) | undefined;
}

export interface LoadRequest {
  readonly cache: MetadataCache;
  readonly context: RetryContext;
  readonly topics: readonly string[];
  readonly create: boolean;
  /** A topic with fewer partitions is not yet all there. */
  readonly minPartitions: number;
  /** How often "unknown topic", or a partition that is not there, is not yet believed. */
  readonly unknownRetries: number;
  readonly deadline: Deadline;
}

/** Asks until every topic is in the cache without an error, or one of them has an error that time will not heal. */
export function loadTopics(request: LoadRequest): Promise<TopicMetadata[]> {
  const { cache, context, topics, create, minPartitions, unknownRetries, deadline } = request;
  const isLoaded = (name: string): boolean => {
    const topic = cache.snapshot.topics.get(name);
    return topic?.errorCode === ErrorCode.NONE && topic.partitions.length >= minPartitions;
  };
  const unknownCount = new Map<string, number>();
  return retry(context, deadline, async () => {
    const missing = topics.filter((topic) => !isLoaded(topic));
    if (missing.length > 0) await deadline.race(cache.load(missing, create), context.stop);
    const trouble = missing.filter((topic) => !isLoaded(topic));
    for (const topic of trouble) {
      const error = errorOf(cache, topic, minPartitions);
      if (!error.retriable) throw error;
      if (error.code !== ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) continue;
      const count = (unknownCount.get(topic) ?? 0) + 1;
      unknownCount.set(topic, count);
      if (count > unknownRetries) throw new Settled(error);
    }
    const first = trouble[0];
    if (first !== undefined) throw errorOf(cache, first, minPartitions);
    return topics.map((topic) => cache.snapshot.topics.get(topic) as TopicMetadata);
  }).catch((error: unknown) => {
    throw error instanceof Settled ? error.cause : error;
  });
}

/** Carries a retriable error past the retries: it was given its chances. */
class Settled extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

function errorOf(cache: MetadataCache, name: string, minPartitions: number): ReturnType<typeof errorFor> {
  const topic = cache.snapshot.topics.get(name);
  if (topic?.errorCode === ErrorCode.NONE) {
    const context = { api: Metadata.name, topic: name, partition: minPartitions - 1 };
    return errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, context);
  }
  // A broker that leaves a topic out of its answer does not know it.
  const code = topic?.errorCode ?? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return errorFor(code, { api: Metadata.name, topic: name });
}

/** 'topics 'a', 'b' and 3 more', for messages. */
export function nameTopics(topics: readonly string[]): string {
  const shown = topics.slice(0, 3).map((topic) => `'${topic}'`);
  const more = topics.length - shown.length;
  return `${topics.length === 1 ? 'topic' : 'topics'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
