// Generated from packages/wire/schema/consumer-group-partition-metadata-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * The topics that a consumer group (KIP-848) subscribes to, as the coordinator last saw them. Kafka 4.1 put
 * metadataHash of ConsumerGroupMetadataValue in its place (KIP-1101). The value of records of type 4 in
 * __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupPartitionMetadataValue: MessageType<ConsumerGroupPartitionMetadataValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupPartitionMetadataValue',
    [0, 0],
    0,
    readConsumerGroupPartitionMetadataValue,
    writeConsumerGroupPartitionMetadataValue,
  );

/**
 * The topics that a consumer group (KIP-848) subscribes to, as the coordinator last saw them. Kafka 4.1 put
 * metadataHash of ConsumerGroupMetadataValue in its place (KIP-1101).
 */
export interface ConsumerGroupPartitionMetadataValue {
  /** The topics. */
  topics: ConsumerGroupPartitionMetadataValueTopicMetadata[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics. */
export interface ConsumerGroupPartitionMetadataValueTopicMetadata {
  /** The id of the topic. */
  topicId: string;
  /** The name of the topic. */
  topicName: string;
  /** How many partitions the topic has. */
  numPartitions: number;
  /** In which racks the partitions are; empty when unknown. Not used after Kafka 4.0. */
  partitionMetadata: ConsumerGroupPartitionMetadataValuePartitionMetadata[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** In which racks the partitions are; empty when unknown. Not used after Kafka 4.0. */
export interface ConsumerGroupPartitionMetadataValuePartitionMetadata {
  /** The number of the partition. */
  partition: number;
  /** The racks of its replicas. */
  racks: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupPartitionMetadataValuePartitionMetadata(
  r: Reader,
  _version: number,
): ConsumerGroupPartitionMetadataValuePartitionMetadata {
  const m: ConsumerGroupPartitionMetadataValuePartitionMetadata = {
    partition: r.int32(),
    racks: r.stringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupPartitionMetadataValuePartitionMetadata(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupPartitionMetadataValuePartitionMetadata>,
): void {
  w.int32(or(m.partition, 0));
  w.stringArray(or(m.racks, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupPartitionMetadataValueTopicMetadata(
  r: Reader,
  version: number,
): ConsumerGroupPartitionMetadataValueTopicMetadata {
  const m: ConsumerGroupPartitionMetadataValueTopicMetadata = {
    topicId: r.uuid(),
    topicName: r.string(true),
    numPartitions: r.int32(),
    partitionMetadata: r.array(true, readConsumerGroupPartitionMetadataValuePartitionMetadata, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupPartitionMetadataValueTopicMetadata(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupPartitionMetadataValueTopicMetadata>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.string(or(m.topicName, ''), true);
  w.int32(or(m.numPartitions, 0));
  w.array(or(m.partitionMetadata, []), true, writeConsumerGroupPartitionMetadataValuePartitionMetadata, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupPartitionMetadataValue(r: Reader, version: number): ConsumerGroupPartitionMetadataValue {
  const m: ConsumerGroupPartitionMetadataValue = {
    topics: r.array(true, readConsumerGroupPartitionMetadataValueTopicMetadata, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupPartitionMetadataValue(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupPartitionMetadataValue>,
): void {
  w.array(or(m.topics, []), true, writeConsumerGroupPartitionMetadataValueTopicMetadata, version);
  w.unknownTags(m.unknownTags, true, version);
}
