// Generated from packages/wire/schema/share-group-current-member-assignment-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which member of a share group (KIP-932) a record is about. The key of records of type 14 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupCurrentMemberAssignmentKey: MessageType<ShareGroupCurrentMemberAssignmentKey> =
  /* @__PURE__ */ new Message(
    'ShareGroupCurrentMemberAssignmentKey',
    [0, 0],
    Infinity,
    readShareGroupCurrentMemberAssignmentKey,
    writeShareGroupCurrentMemberAssignmentKey,
  );

/** Tells which member of a share group (KIP-932) a record is about. */
export interface ShareGroupCurrentMemberAssignmentKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readShareGroupCurrentMemberAssignmentKey(r: Reader, _version: number): ShareGroupCurrentMemberAssignmentKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeShareGroupCurrentMemberAssignmentKey(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupCurrentMemberAssignmentKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}
