import { checkCount, checkText } from '@k/runtime';
import { ConfigError, errorFor, wrongArgument } from '@k/wire';
import { type CreateTopicOptions, parseRecords, parseTopicOptions } from '../arguments.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import type { LoggedProducer } from '../log/producer-states.ts';
import { MAX_PARTITIONS } from '../options/numbers.ts';
import type { BrokerParts } from './broker-parts.ts';
import { checkOpen, partitionOf, topicOf } from './locate.ts';
import { keptProduce } from '../produce/kept-produce.ts';
import { type ProducedOffset, produceRecords } from '../produce/produce-records.ts';
import type { BrokerRecordInit } from '../produce/record-init.ts';
import type { Topic } from '../state/topic.ts';

/** A topic as the broker has it. */
export interface TopicDescription {
  readonly name: string;
  readonly topicId: string;
  readonly partitions: readonly PartitionDescription[];
}

export interface PartitionDescription {
  readonly partition: number;
  /** -1: none of its replicas is up. */
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

/** Topics, and what is in their logs. */
export interface BrokerTopics {
  /**
   * @throws ConfigError for options that are none; ProtocolError TOPIC_ALREADY_EXISTS, INVALID_TOPIC_EXCEPTION,
   * INVALID_PARTITIONS, INVALID_CONFIG ...; StateError after `close()`
   */
  createTopic(name: string, options?: CreateTopicOptions): TopicDescription;

  /**
   * Gives a topic more partitions; its records stay where they are. Clients see them when they ask for metadata again.
   * @param count of all its partitions then
   * @throws ConfigError for what is no name or number; ProtocolError UNKNOWN_TOPIC_OR_PARTITION, INVALID_PARTITIONS; StateError after `close()`
   */
  createPartitions(name: string, count: number): TopicDescription;

  /** @throws ConfigError for what is no name; ProtocolError UNKNOWN_TOPIC_OR_PARTITION; StateError after `close()` */
  deleteTopic(name: string): void;

  readonly topicNames: string[];

  /** Undefined when there is none. @throws ConfigError for what is no name */
  topic(name: string): TopicDescription | undefined;

  /** The log of one partition, to look into. @throws ConfigError, ProtocolError UNKNOWN_TOPIC_OR_PARTITION */
  log(topic: string, partition: number): PartitionLog;

  /** What the partition knows of idempotent producers. @throws ConfigError, ProtocolError UNKNOWN_TOPIC_OR_PARTITION */
  producers(topic: string, partition: number): LoggedProducer[];

  /**
   * Retention: records before `offset` are gone, and asking for them gets OFFSET_OUT_OF_RANGE.
   *
   * @throws ConfigError when the log ends before `offset`; ProtocolError UNKNOWN_TOPIC_OR_PARTITION; StateError after `close()`
   */
  truncateBefore(topic: string, partition: number, offset: number): void;

  /**
   * Puts records into a topic without a client, by the rules that the topic has for clients', and wakes consumers.
   *
   * @param records one, or several: text or bytes
   * @returns where each went, in the order given
   * @throws ConfigError for what is no record, or a partition that is not there: nothing is written then; ProtocolError
   * UNKNOWN_TOPIC_OR_PARTITION, LEADER_NOT_AVAILABLE, MESSAGE_TOO_LARGE, INVALID_RECORD, INVALID_TIMESTAMP; KAFKA_STORAGE_ERROR
   * where a `dataDir` cannot be written to; StateError after `close()`
   */
  produce(topic: string, records: BrokerRecordInit | readonly BrokerRecordInit[]): ProducedOffset[];
}

/** What brokers have as settings, by Kafka's names, and one topic as options. */
const OPTIONS_OF_TOPICS: ReadonlyMap<string, string> = new Map([
  ['num.partitions', 'partitions'],
  ['default.replication.factor', 'replicationFactor'],
]);

/** Makes them of the parts of a broker. */
export function brokerTopics(parts: BrokerParts): BrokerTopics {
  return {
    createTopic(name: string, options: CreateTopicOptions = {}): TopicDescription {
      const call = 'Broker: createTopic()';
      checkOpen(parts, call);
      checkText(call, 'name', name);
      const { partitions, replicationFactor, assignment, config } = parseTopicOptions(call, options);
      const mistaken = Object.keys(config ?? {}).find((key) => OPTIONS_OF_TOPICS.has(key));
      if (mistaken !== undefined) {
        throw new ConfigError(`${call}: ${mistaken} is no setting of a topic: it is the option "${OPTIONS_OF_TOPICS.get(mistaken) ?? ''}"`); // prettier-ignore
      }
      const outcome = parts.cluster.createTopic({
        name,
        numPartitions: partitions ?? -1,
        replicationFactor: replicationFactor ?? -1,
        ...(assignment === undefined ? {} : { assignment }),
        overrides: new Map(Object.entries(config ?? {}).map(([key, value]) => [key, String(value)])),
      });
      if ('errorCode' in outcome) throw errorFor(outcome.errorCode, { topic: name, message: outcome.message });
      return describeTopic(outcome);
    },

    createPartitions(name: string, count: number): TopicDescription {
      const call = 'Broker: createPartitions()';
      checkOpen(parts, call);
      const topic = topicOf(parts, call, name);
      checkCount(call, 'count', count);
      if (count > MAX_PARTITIONS) throw wrongArgument(call, 'count', `up to ${String(MAX_PARTITIONS)}`, count);
      const planned = parts.cluster.planPartitions(topic, count, null);
      if ('errorCode' in planned) throw errorFor(planned.errorCode, { topic: name, message: planned.message });
      parts.cluster.addPartitions(topic, planned.assignment);
      return describeTopic(topic);
    },

    deleteTopic(name: string): void {
      checkOpen(parts, 'Broker: deleteTopic()');
      parts.cluster.deleteTopic(topicOf(parts, 'Broker: deleteTopic()', name));
    },

    get topicNames(): string[] {
      return parts.cluster.topics.map(({ name }) => name);
    },

    topic(name: string): TopicDescription | undefined {
      checkText('Broker: topic()', 'name', name);
      const topic = parts.cluster.topic(name);
      return topic === undefined ? undefined : describeTopic(topic);
    },

    log(topic: string, partition: number): PartitionLog {
      return partitionOf(parts, 'Broker: log()', topic, partition).log;
    },

    producers(topic: string, partition: number): LoggedProducer[] {
      return partitionOf(parts, 'Broker: producers()', topic, partition).producers.list();
    },

    truncateBefore(topic: string, partition: number, offset: number): void {
      checkOpen(parts, 'Broker: truncateBefore()');
      const found = partitionOf(parts, 'Broker: truncateBefore()', topic, partition);
      found.log.truncateBefore(offset);
      found.changed();
    },

    produce(topic: string, records: BrokerRecordInit | readonly BrokerRecordInit[]): ProducedOffset[] {
      const call = 'Broker: produce()';
      checkOpen(parts, call);
      const found = topicOf(parts, call, topic);
      const checked = parseRecords(call, records);
      return keptProduce(parts, topic, () => produceRecords(call, found, checked, parts.cluster.clock.now()));
    },
  };
}

function describeTopic({ name, topicId, partitions }: Topic): TopicDescription {
  return {
    name,
    topicId,
    partitions: partitions.map(({ index, leaderId, leaderEpoch, replicas, isr }) => ({
      partition: index,
      ...{ leaderId, leaderEpoch, replicas, isr },
    })),
  };
}
