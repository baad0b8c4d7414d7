// Generated from packages/wire/schema/streams-group-target-assignment-member-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which member of a group of Kafka Streams (KIP-1071) a record is about. The key of records of type 21 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupTargetAssignmentMemberKey: MessageType<StreamsGroupTargetAssignmentMemberKey> =
  /* @__PURE__ */ new Message(
    'StreamsGroupTargetAssignmentMemberKey',
    [0, 0],
    Infinity,
    readStreamsGroupTargetAssignmentMemberKey,
    writeStreamsGroupTargetAssignmentMemberKey,
  );

/** Tells which member of a group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupTargetAssignmentMemberKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readStreamsGroupTargetAssignmentMemberKey(r: Reader, _version: number): StreamsGroupTargetAssignmentMemberKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeStreamsGroupTargetAssignmentMemberKey(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupTargetAssignmentMemberKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}
