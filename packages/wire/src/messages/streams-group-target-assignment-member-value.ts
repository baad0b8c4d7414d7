// Generated from packages/wire/schema/streams-group-target-assignment-member-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * What a member of a group of Kafka Streams (KIP-1071) shall have in the end: its part of the target assignment.
 * The value of records of type 21 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupTargetAssignmentMemberValue: MessageType<StreamsGroupTargetAssignmentMemberValue> =
  /* @__PURE__ */ new Message(
    'StreamsGroupTargetAssignmentMemberValue',
    [0, 0],
    0,
    readStreamsGroupTargetAssignmentMemberValue,
    writeStreamsGroupTargetAssignmentMemberValue,
  );

/** What a member of a group of Kafka Streams (KIP-1071) shall have in the end: its part of the target assignment. */
export interface StreamsGroupTargetAssignmentMemberValue {
  /** The active tasks that the member shall have. */
  activeTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[];
  /** The standby tasks that the member shall have. */
  standbyTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[];
  /** The warm-up tasks that the member shall have. */
  warmupTasks: StreamsGroupTargetAssignmentMemberValueTaskIds[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The active tasks that the member shall have. */
export interface StreamsGroupTargetAssignmentMemberValueTaskIds {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The numbers of the tasks: those of their input partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupTargetAssignmentMemberValueTaskIds(
  r: Reader,
  _version: number,
): StreamsGroupTargetAssignmentMemberValueTaskIds {
  const m: StreamsGroupTargetAssignmentMemberValueTaskIds = {
    subtopologyId: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTargetAssignmentMemberValueTaskIds(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTargetAssignmentMemberValueTaskIds>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupTargetAssignmentMemberValue(
  r: Reader,
  version: number,
): StreamsGroupTargetAssignmentMemberValue {
  const m: StreamsGroupTargetAssignmentMemberValue = {
    activeTasks: r.array(true, readStreamsGroupTargetAssignmentMemberValueTaskIds, version),
    standbyTasks: r.array(true, readStreamsGroupTargetAssignmentMemberValueTaskIds, version),
    warmupTasks: r.array(true, readStreamsGroupTargetAssignmentMemberValueTaskIds, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupTargetAssignmentMemberValue(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupTargetAssignmentMemberValue>,
): void {
  w.array(or(m.activeTasks, []), true, writeStreamsGroupTargetAssignmentMemberValueTaskIds, version);
  w.array(or(m.standbyTasks, []), true, writeStreamsGroupTargetAssignmentMemberValueTaskIds, version);
  w.array(or(m.warmupTasks, []), true, writeStreamsGroupTargetAssignmentMemberValueTaskIds, version);
  w.unknownTags(m.unknownTags, true, version);
}
