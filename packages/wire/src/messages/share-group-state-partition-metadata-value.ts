// Generated from packages/wire/schema/share-group-state-partition-metadata-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * The topics for which share coordinators keep the state of a share group (KIP-932). The value of records of type
 * 15 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupStatePartitionMetadataValue: MessageType<ShareGroupStatePartitionMetadataValue> =
  /* @__PURE__ */ new Message(
    'ShareGroupStatePartitionMetadataValue',
    [0, 0],
    0,
    readShareGroupStatePartitionMetadataValue,
    writeShareGroupStatePartitionMetadataValue,
  );

/** The topics for which share coordinators keep the state of a share group (KIP-932). */
export interface ShareGroupStatePartitionMetadataValue {
  /** The partitions whose state is being created, by topic. */
  initializingTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[];
  /** The partitions that have a state, by topic. */
  initializedTopics: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo[];
  /** The topics whose state is being deleted. */
  deletingTopics: ShareGroupStatePartitionMetadataValueTopicInfo[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions whose state is being created, by topic. */
export interface ShareGroupStatePartitionMetadataValueTopicPartitionsInfo {
  /** The id of the topic. */
  topicId: string;
  /** The name of the topic. */
  topicName: string;
  /** The numbers of the partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics whose state is being deleted. */
export interface ShareGroupStatePartitionMetadataValueTopicInfo {
  /** The id of the topic. */
  topicId: string;
  /** The name of the topic. */
  topicName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupStatePartitionMetadataValueTopicPartitionsInfo(
  r: Reader,
  _version: number,
): ShareGroupStatePartitionMetadataValueTopicPartitionsInfo {
  const m: ShareGroupStatePartitionMetadataValueTopicPartitionsInfo = {
    topicId: r.uuid(),
    topicName: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupStatePartitionMetadataValueTopicPartitionsInfo>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.string(or(m.topicName, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupStatePartitionMetadataValueTopicInfo(
  r: Reader,
  _version: number,
): ShareGroupStatePartitionMetadataValueTopicInfo {
  const m: ShareGroupStatePartitionMetadataValueTopicInfo = {
    topicId: r.uuid(),
    topicName: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupStatePartitionMetadataValueTopicInfo(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupStatePartitionMetadataValueTopicInfo>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.string(or(m.topicName, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupStatePartitionMetadataValue(r: Reader, version: number): ShareGroupStatePartitionMetadataValue {
  const m: ShareGroupStatePartitionMetadataValue = {
    initializingTopics: r.array(true, readShareGroupStatePartitionMetadataValueTopicPartitionsInfo, version),
    initializedTopics: r.array(true, readShareGroupStatePartitionMetadataValueTopicPartitionsInfo, version),
    deletingTopics: r.array(true, readShareGroupStatePartitionMetadataValueTopicInfo, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupStatePartitionMetadataValue(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupStatePartitionMetadataValue>,
): void {
  w.array(or(m.initializingTopics, []), true, writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo, version);
  w.array(or(m.initializedTopics, []), true, writeShareGroupStatePartitionMetadataValueTopicPartitionsInfo, version);
  w.array(or(m.deletingTopics, []), true, writeShareGroupStatePartitionMetadataValueTopicInfo, version);
  w.unknownTags(m.unknownTags, true, version);
}
