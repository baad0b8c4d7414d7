// Generated from packages/wire/schema/streams-group-current-member-assignment-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which member of a group of Kafka Streams (KIP-1071) a record is about. The key of records of type 22 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupCurrentMemberAssignmentKey: MessageType<StreamsGroupCurrentMemberAssignmentKey> =
  /* @__PURE__ */ new Message(
    'StreamsGroupCurrentMemberAssignmentKey',
    [0, 0],
    Infinity,
    readStreamsGroupCurrentMemberAssignmentKey,
    writeStreamsGroupCurrentMemberAssignmentKey,
  );

/** Tells which member of a group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupCurrentMemberAssignmentKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readStreamsGroupCurrentMemberAssignmentKey(
  r: Reader,
  _version: number,
): StreamsGroupCurrentMemberAssignmentKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeStreamsGroupCurrentMemberAssignmentKey(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupCurrentMemberAssignmentKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}
