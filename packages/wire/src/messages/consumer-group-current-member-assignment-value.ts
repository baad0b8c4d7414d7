// Generated from packages/wire/schema/consumer-group-current-member-assignment-value.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * What a member of a consumer group (KIP-848) has at present, on its way to the target assignment. The value of
 * records of type 8 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupCurrentMemberAssignmentValue: MessageType<ConsumerGroupCurrentMemberAssignmentValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupCurrentMemberAssignmentValue',
    [0, 0],
    0,
    readConsumerGroupCurrentMemberAssignmentValue,
    writeConsumerGroupCurrentMemberAssignmentValue,
  );

/** What a member of a consumer group (KIP-848) has at present, on its way to the target assignment. */
export interface ConsumerGroupCurrentMemberAssignmentValue {
  /** The epoch of the member. */
  memberEpoch: number;
  /** The epoch that the member had before, and may still send when an answer got lost. */
  previousMemberEpoch: number;
  /**
   * How far it is: 0 stable, 1 it has to give up partitions, 2 it waits for partitions that others have to give up;
   * 127 unknown.
   */
  state: number;
  /** The partitions that the member has, by topic. */
  assignedPartitions: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[];
  /** The partitions that the member has to give up, by topic. */
  partitionsPendingRevocation: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions that the member has, by topic. */
export interface ConsumerGroupCurrentMemberAssignmentValueTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The numbers of the partitions. */
  partitions: number[];
  /**
   * Beside each partition, the epoch in which the member got it: commits with an older epoch are refused. Empty or
   * null when not kept.
   */
  assignmentEpochs: number[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupCurrentMemberAssignmentValueTopicPartitions(
  r: Reader,
  _version: number,
): ConsumerGroupCurrentMemberAssignmentValueTopicPartitions {
  const m: ConsumerGroupCurrentMemberAssignmentValueTopicPartitions = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
    assignmentEpochs: [],
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.assignmentEpochs = r.nullableInt32Array(true);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupCurrentMemberAssignmentValueTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  const tags = w.beginTags(m.unknownTags);
  if (set(m.assignmentEpochs, [])) {
    const at = w.beginTag(tags, 0);
    w.nullableInt32Array(or(m.assignmentEpochs, []), true);
    w.endTag(at);
  }
  w.endTags(tags);
}

function readConsumerGroupCurrentMemberAssignmentValue(
  r: Reader,
  version: number,
): ConsumerGroupCurrentMemberAssignmentValue {
  const m: ConsumerGroupCurrentMemberAssignmentValue = {
    memberEpoch: r.int32(),
    previousMemberEpoch: r.int32(),
    state: r.int8(),
    assignedPartitions: r.array(true, readConsumerGroupCurrentMemberAssignmentValueTopicPartitions, version),
    partitionsPendingRevocation: r.array(true, readConsumerGroupCurrentMemberAssignmentValueTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupCurrentMemberAssignmentValue(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupCurrentMemberAssignmentValue>,
): void {
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.previousMemberEpoch, 0));
  w.int8(or(m.state, 0));
  w.array(or(m.assignedPartitions, []), true, writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions, version);
  w.array(
    or(m.partitionsPendingRevocation, []),
    true,
    writeConsumerGroupCurrentMemberAssignmentValueTopicPartitions,
    version,
  );
  w.unknownTags(m.unknownTags, true, version);
}
