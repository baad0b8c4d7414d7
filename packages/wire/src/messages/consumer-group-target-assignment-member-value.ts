// Generated from packages/wire/schema/consumer-group-target-assignment-member-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * What a member of a consumer group (KIP-848) shall have in the end: its part of the target assignment. The value
 * of records of type 7 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupTargetAssignmentMemberValue: MessageType<ConsumerGroupTargetAssignmentMemberValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupTargetAssignmentMemberValue',
    [0, 0],
    0,
    readConsumerGroupTargetAssignmentMemberValue,
    writeConsumerGroupTargetAssignmentMemberValue,
  );

/** What a member of a consumer group (KIP-848) shall have in the end: its part of the target assignment. */
export interface ConsumerGroupTargetAssignmentMemberValue {
  /** The partitions, by topic. */
  topicPartitions: ConsumerGroupTargetAssignmentMemberValueTopicPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ConsumerGroupTargetAssignmentMemberValueTopicPartition {
  /** The id of the topic. */
  topicId: string;
  /** The numbers of the partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupTargetAssignmentMemberValueTopicPartition(
  r: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMemberValueTopicPartition {
  const m: ConsumerGroupTargetAssignmentMemberValueTopicPartition = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupTargetAssignmentMemberValueTopicPartition(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupTargetAssignmentMemberValueTopicPartition>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupTargetAssignmentMemberValue(
  r: Reader,
  version: number,
): ConsumerGroupTargetAssignmentMemberValue {
  const m: ConsumerGroupTargetAssignmentMemberValue = {
    topicPartitions: r.array(true, readConsumerGroupTargetAssignmentMemberValueTopicPartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupTargetAssignmentMemberValue(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupTargetAssignmentMemberValue>,
): void {
  w.array(or(m.topicPartitions, []), true, writeConsumerGroupTargetAssignmentMemberValueTopicPartition, version);
  w.unknownTags(m.unknownTags, true, version);
}
