import type { TopicListing, TopicPartition } from '@k/cluster';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { copyTopic, type CopyTopicOptions } from './copy-topic.ts';
import type { CreatePartitionsOptions, CreateTopicsOptions } from './change-topics.ts';
import { createPartitions, type NewPartitions } from './create-partitions.ts';
import { createTopics, type CreatedTopic, type NewTopic } from './create-topics.ts';
import {
  type DeletedRecords,
  deleteRecords,
  type DeleteRecordsOptions,
  type RecordsToDelete,
} from './delete-records.ts';
import { type DeletedTopic, deleteTopics, type DeleteTopicsOptions } from './delete-topics.ts';
import { describeTopics, type DescribeTopicsOptions } from './describe-topics.ts';
import { listTopics, type ListTopicsOptions } from './list-topics.ts';
import type { DescribedTopic } from './described-topic.ts';
import type { TopicSelection } from './topic-selection.ts';

/** Topics. */
export interface TopicOperations {
  /**
   * Makes topics. They are there when the call is done; other brokers may take a moment to know them.
   *
   * When the answer of an attempt is lost, the next one may find a topic that the first one made: TOPIC_ALREADY_EXISTS.
   * After REQUEST_TIMED_OUT the topic may still be made.
   * @param topics - each by another name
   * @throws PartialResultError with TOPIC_ALREADY_EXISTS, INVALID_PARTITIONS, INVALID_REPLICATION_FACTOR, INVALID_CONFIG …;
   *   ConfigError. [CreateTopics](https://kafka.apache.org/protocol#The_Messages_CreateTopics), KIP-4. Needs Kafka 0.10.1
   */
  createTopics(topics: readonly NewTopic[], options?: CreateTopicsOptions): Promise<ResourceMap<string, CreatedTopic>>;
  /**
   * Makes a topic like another one: with its number of partitions, its replication factor and its own settings, and with none
   * of its records. Brokers choose where its replicas go. Settings that name replicas of the original are left out
   * (`leader.replication.throttled.replicas`, `follower.replication.throttled.replicas`).
   * @param from - the original
   * @param to - the name of the copy
   * @throws ProtocolError UNKNOWN_TOPIC_OR_PARTITION, TOPIC_ALREADY_EXISTS …; ConfigError. Needs Kafka 0.11 and the right to
   *   describe the settings of the original
   */
  copyTopic(from: string, to: string, options?: CopyTopicOptions): Promise<CreatedTopic>;
  /**
   * Deletes topics with all their records. They are gone when the call is done; other brokers may take a moment to know it.
   *
   * When the answer of an attempt is lost, the next one may find a topic gone that the first one deleted:
   * UNKNOWN_TOPIC_OR_PARTITION. There is no dry run: what there is to delete `describeTopics` tells, and whether this client
   * may with `includeAuthorizedOperations`.
   * @param topics - names, or `{ topicIds }` (Kafka 2.8), which do not hit a topic that was made anew under its name
   * @throws PartialResultError with UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID, TOPIC_AUTHORIZATION_FAILED,
   *   TOPIC_DELETION_DISABLED …; ConfigError. [DeleteTopics](https://kafka.apache.org/protocol#The_Messages_DeleteTopics),
   *   KIP-4, KIP-516. Needs Kafka 0.10.1
   */
  deleteTopics(topics: TopicSelection, options?: DeleteTopicsOptions): Promise<ResourceMap<string, DeletedTopic>>;
  /** All topics that this client may see; those of Kafka's own (`__consumer_offsets`) only on request. */
  listTopics(options?: ListTopicsOptions): Promise<ResourceMap<string, TopicListing>>;
  /**
   * Describes topics: their partitions with leader, replicas and those in sync. From Kafka 3.8 on large ones are told a page at
   * a time, with the replicas that may become leader (KIP-966).
   *
   * A topic that was made a moment ago may be unknown to the broker that is asked. No topic is made by asking.
   * @param topics - names, or `{ topicIds }` (Kafka 3.1)
   * @throws PartialResultError with UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID, TOPIC_AUTHORIZATION_FAILED …; ConfigError.
   *   [DescribeTopicPartitions](https://kafka.apache.org/protocol#The_Messages_DescribeTopicPartitions),
   *   [Metadata](https://kafka.apache.org/protocol#The_Messages_Metadata)
   */
  describeTopics(topics: TopicSelection, options?: DescribeTopicsOptions): Promise<ResourceMap<string, DescribedTopic>>;
  /**
   * Gives topics more partitions. There is no way to have fewer, and keys go to other partitions from then on.
   *
   * When the answer of an attempt is lost, the next one may find it done: INVALID_PARTITIONS.
   * @param topics - each by another name
   * @throws PartialResultError with INVALID_PARTITIONS, INVALID_REPLICA_ASSIGNMENT, UNKNOWN_TOPIC_OR_PARTITION,
   *   REASSIGNMENT_IN_PROGRESS …; ConfigError.
   *   [CreatePartitions](https://kafka.apache.org/protocol#The_Messages_CreatePartitions), KIP-195. Needs Kafka 1.0
   */
  createPartitions(
    topics: readonly NewPartitions[],
    options?: CreatePartitionsOptions,
  ): Promise<ResourceMap<string, undefined>>;
  /**
   * Deletes the records before an offset, each partition's by its leader. Once the call is done, nobody reads them any more.
   * @param records - each partition once
   * @throws PartialResultError with OFFSET_OUT_OF_RANGE (beyond the high watermark), POLICY_VIOLATION (a compacted topic),
   *   UNKNOWN_TOPIC_OR_PARTITION, TOPIC_AUTHORIZATION_FAILED …; ConfigError.
   *   [DeleteRecords](https://kafka.apache.org/protocol#The_Messages_DeleteRecords), KIP-107. Needs Kafka 0.11
   */
  deleteRecords(
    records: readonly RecordsToDelete[],
    options?: DeleteRecordsOptions,
  ): Promise<ResourceMap<TopicPartition, DeletedRecords>>;
}

export function topicOperations(calls: AdminCalls): TopicOperations {
  return {
    createTopics: (topics, options) => createTopics(calls, topics, options),
    copyTopic: (from, to, options) => copyTopic(calls, from, to, options),
    deleteTopics: (topics, options) => deleteTopics(calls, topics, options),
    listTopics: (options) => listTopics(calls, options),
    describeTopics: (topics, options) => describeTopics(calls, topics, options),
    createPartitions: (topics, options) => createPartitions(calls, topics, options),
    deleteRecords: (records, options) => deleteRecords(calls, records, options),
  };
}
