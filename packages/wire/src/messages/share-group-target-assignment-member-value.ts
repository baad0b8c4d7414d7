// Generated from packages/wire/schema/share-group-target-assignment-member-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * What a member of a share group (KIP-932) shall have in the end: its part of the target assignment. The value of
 * records of type 13 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupTargetAssignmentMemberValue: MessageType<ShareGroupTargetAssignmentMemberValue> =
  /* @__PURE__ */ new Message(
    'ShareGroupTargetAssignmentMemberValue',
    [0, 0],
    0,
    readShareGroupTargetAssignmentMemberValue,
    writeShareGroupTargetAssignmentMemberValue,
  );

/** What a member of a share group (KIP-932) shall have in the end: its part of the target assignment. */
export interface ShareGroupTargetAssignmentMemberValue {
  /** The partitions, by topic. */
  topicPartitions: ShareGroupTargetAssignmentMemberValueTopicPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ShareGroupTargetAssignmentMemberValueTopicPartition {
  /** The id of the topic. */
  topicId: string;
  /** The numbers of the partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupTargetAssignmentMemberValueTopicPartition(
  r: Reader,
  _version: number,
): ShareGroupTargetAssignmentMemberValueTopicPartition {
  const m: ShareGroupTargetAssignmentMemberValueTopicPartition = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupTargetAssignmentMemberValueTopicPartition(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupTargetAssignmentMemberValueTopicPartition>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupTargetAssignmentMemberValue(r: Reader, version: number): ShareGroupTargetAssignmentMemberValue {
  const m: ShareGroupTargetAssignmentMemberValue = {
    topicPartitions: r.array(true, readShareGroupTargetAssignmentMemberValueTopicPartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupTargetAssignmentMemberValue(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupTargetAssignmentMemberValue>,
): void {
  w.array(or(m.topicPartitions, []), true, writeShareGroupTargetAssignmentMemberValueTopicPartition, version);
  w.unknownTags(m.unknownTags, true, version);
}
