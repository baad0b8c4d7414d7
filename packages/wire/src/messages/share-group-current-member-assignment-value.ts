// Generated from packages/wire/schema/share-group-current-member-assignment-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * What a member of a share group (KIP-932) has at present, on its way to the target assignment. The value of
 * records of type 14 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupCurrentMemberAssignmentValue: MessageType<ShareGroupCurrentMemberAssignmentValue> =
  /* @__PURE__ */ new Message(
    'ShareGroupCurrentMemberAssignmentValue',
    [0, 0],
    0,
    readShareGroupCurrentMemberAssignmentValue,
    writeShareGroupCurrentMemberAssignmentValue,
  );

/** What a member of a share group (KIP-932) has at present, on its way to the target assignment. */
export interface ShareGroupCurrentMemberAssignmentValue {
  /** The epoch of the member. */
  memberEpoch: number;
  /** The epoch that the member had before, and may still send when an answer got lost. */
  previousMemberEpoch: number;
  /** How far it is, as in ConsumerGroupCurrentMemberAssignmentValue: 0 (stable). */
  state: number;
  /** The partitions that the member has, by topic. */
  assignedPartitions: ShareGroupCurrentMemberAssignmentValueTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions that the member has, by topic. */
export interface ShareGroupCurrentMemberAssignmentValueTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The numbers of the partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupCurrentMemberAssignmentValueTopicPartitions(
  r: Reader,
  _version: number,
): ShareGroupCurrentMemberAssignmentValueTopicPartitions {
  const m: ShareGroupCurrentMemberAssignmentValueTopicPartitions = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupCurrentMemberAssignmentValueTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupCurrentMemberAssignmentValueTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupCurrentMemberAssignmentValue(
  r: Reader,
  version: number,
): ShareGroupCurrentMemberAssignmentValue {
  const m: ShareGroupCurrentMemberAssignmentValue = {
    memberEpoch: r.int32(),
    previousMemberEpoch: r.int32(),
    state: r.int8(),
    assignedPartitions: r.array(true, readShareGroupCurrentMemberAssignmentValueTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupCurrentMemberAssignmentValue(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupCurrentMemberAssignmentValue>,
): void {
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.previousMemberEpoch, 0));
  w.int8(or(m.state, 0));
  w.array(or(m.assignedPartitions, []), true, writeShareGroupCurrentMemberAssignmentValueTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}
