import type { Deadline } from '@k/conn';
import { ErrorCode, errorFor, Metadata } from '@k/wire';
import type { MetadataCache } from './metadata-cache.ts';
import type { TopicMetadata } from './metadata.ts';
import { retry, type RetryContext } from './retry.ts';

export interface LoadRequest {
  readonly cache: MetadataCache;
  readonly context: RetryContext;
  readonly topics: readonly string[];
  readonly create: boolean;
  /** How often "unknown topic" is not yet believed. */
  readonly unknownRetries: number;
  readonly deadline: Deadline;
}

/** Asks until every topic is in the cache without an error, or one of them has an error that time will not heal. */
export function loadTopics(request: LoadRequest): Promise<TopicMetadata[]> {
  const { cache, context, topics, create, unknownRetries, deadline } = request;
  const unknownCount = new Map<string, number>();
  return retry(context, deadline, async () => {
    const missing = topics.filter((topic) => !isLoaded(cache, topic));
    if (missing.length > 0) await deadline.race(cache.load(missing, create), context.stop);
    const trouble = missing.filter((topic) => !isLoaded(cache, topic));
    for (const topic of trouble) {
      const error = errorOf(cache, topic);
      if (!error.retriable) throw error;
      if (error.code !== ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) continue;
      const count = (unknownCount.get(topic) ?? 0) + 1;
      unknownCount.set(topic, count);
      if (count > unknownRetries) throw new Settled(error);
    }
    const first = trouble[0];
    if (first !== undefined) throw errorOf(cache, first);
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

function isLoaded(cache: MetadataCache, topic: string): boolean {
  return cache.snapshot.topics.get(topic)?.errorCode === ErrorCode.NONE;
}

function errorOf(cache: MetadataCache, topic: string): ReturnType<typeof errorFor> {
  // A broker that leaves a topic out of its answer does not know it.
  const code = cache.snapshot.topics.get(topic)?.errorCode ?? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return errorFor(code, { api: Metadata.name, topic });
}
