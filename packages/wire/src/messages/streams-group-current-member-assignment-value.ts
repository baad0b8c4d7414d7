// Generated from packages/wire/schema/streams-group-current-member-assignment-value.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * What a member of a group of Kafka Streams (KIP-1071) has at present, on its way to the target assignment. The
 * value of records of type 22 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupCurrentMemberAssignmentValue: MessageType<StreamsGroupCurrentMemberAssignmentValue> =
  /* @__PURE__ */ new Message(
    'StreamsGroupCurrentMemberAssignmentValue',
    [0, 0],
    0,
    readStreamsGroupCurrentMemberAssignmentValue,
    writeStreamsGroupCurrentMemberAssignmentValue,
  );

/** What a member of a group of Kafka Streams (KIP-1071) has at present, on its way to the target assignment. */
export interface StreamsGroupCurrentMemberAssignmentValue {
  /** The epoch of the member. */
  memberEpoch: number;
  /** The epoch that the member had before, and may still send when an answer got lost. */
  previousMemberEpoch: number;
  /**
   * How far it is: 1 stable, 2 it has to give up tasks, 3 it waits for tasks that others have to give up; 127
   * unknown.
   */
  state: number;
  /** The active tasks that the member has. */
  activeTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** The standby tasks that the member has. */
  standbyTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** The warm-up tasks that the member has. */
  warmupTasks: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** The active tasks that the member has to give up. */
  activeTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** The standby tasks that the member has to give up. */
  standbyTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** The warm-up tasks that the member has to give up. */
  warmupTasksPendingRevocation: StreamsGroupCurrentMemberAssignmentValueTaskIds[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The active tasks that the member has. */
export interface StreamsGroupCurrentMemberAssignmentValueTaskIds {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The numbers of the tasks: those of their input partitions. */
  partitions: number[];
  /**
   * Beside each active task, the epoch in which the member got it: commits with an older epoch are refused. Empty or
   * null when not kept, and for other tasks.
   */
  assignmentEpochs: number[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupCurrentMemberAssignmentValueTaskIds(
  r: Reader,
  _version: number,
): StreamsGroupCurrentMemberAssignmentValueTaskIds {
  const m: StreamsGroupCurrentMemberAssignmentValueTaskIds = {
    subtopologyId: r.string(true),
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

function writeStreamsGroupCurrentMemberAssignmentValueTaskIds(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupCurrentMemberAssignmentValueTaskIds>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32Array(or(m.partitions, []), true);
  const tags = w.beginTags(m.unknownTags);
  if (set(m.assignmentEpochs, [])) {
    const at = w.beginTag(tags, 0);
    w.nullableInt32Array(or(m.assignmentEpochs, []), true);
    w.endTag(at);
  }
  w.endTags(tags);
}

function readStreamsGroupCurrentMemberAssignmentValue(
  r: Reader,
  version: number,
): StreamsGroupCurrentMemberAssignmentValue {
  const m: StreamsGroupCurrentMemberAssignmentValue = {
    memberEpoch: r.int32(),
    previousMemberEpoch: r.int32(),
    state: r.int8(),
    activeTasks: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
    standbyTasks: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
    warmupTasks: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
    activeTasksPendingRevocation: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
    standbyTasksPendingRevocation: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
    warmupTasksPendingRevocation: r.array(true, readStreamsGroupCurrentMemberAssignmentValueTaskIds, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupCurrentMemberAssignmentValue(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupCurrentMemberAssignmentValue>,
): void {
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.previousMemberEpoch, 0));
  w.int8(or(m.state, 0));
  w.array(or(m.activeTasks, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.array(or(m.standbyTasks, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.array(or(m.warmupTasks, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.array(or(m.activeTasksPendingRevocation, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.array(or(m.standbyTasksPendingRevocation, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.array(or(m.warmupTasksPendingRevocation, []), true, writeStreamsGroupCurrentMemberAssignmentValueTaskIds, version);
  w.unknownTags(m.unknownTags, true, version);
}
