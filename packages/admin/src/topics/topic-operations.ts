import { type TopicListing } from '@k/cluster';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { createTopics, type CreatedTopic, type CreateTopicsOptions, type NewTopic } from './create-topics.ts';
import { listTopics, type ListTopicsOptions } from './list-topics.ts';

/** Topics. */
export interface TopicOperations {
  /**
   * Makes topics. They are there when the call is done; other brokers may take a moment to know them.
   *
   * When the answer of an attempt is lost, the next one may find a topic that the first one made: TOPIC_ALREADY_EXISTS.
   * @param topics - each by another name
   * @throws PartialResultError with TOPIC_ALREADY_EXISTS, INVALID_PARTITIONS, INVALID_REPLICATION_FACTOR, INVALID_CONFIG …;
   *   ConfigError. [CreateTopics](https://kafka.apache.org/protocol#The_Messages_CreateTopics), KIP-4
   */
  createTopics(topics: readonly NewTopic[], options?: CreateTopicsOptions): Promise<ResourceMap<string, CreatedTopic>>;
  /** All topics that this client may see; those of Kafka's own (`__consumer_offsets`) only on request. */
  listTopics(options?: ListTopicsOptions): Promise<ResourceMap<string, TopicListing>>;
}

export function topicOperations(calls: AdminCalls): TopicOperations {
  return {
    createTopics: (topics, options) => createTopics(calls, topics, options),
    listTopics: (options) => listTopics(calls, options),
  };
}
