// Generated from packages/wire/schema/share-group-target-assignment-member-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which member of a share group (KIP-932) a record is about. The key of records of type 13 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupTargetAssignmentMemberKey: MessageType<ShareGroupTargetAssignmentMemberKey> =
  /* @__PURE__ */ new Message(
    'ShareGroupTargetAssignmentMemberKey',
    [0, 0],
    Infinity,
    readShareGroupTargetAssignmentMemberKey,
    writeShareGroupTargetAssignmentMemberKey,
  );

/** Tells which member of a share group (KIP-932) a record is about. */
export interface ShareGroupTargetAssignmentMemberKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readShareGroupTargetAssignmentMemberKey(r: Reader, _version: number): ShareGroupTargetAssignmentMemberKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeShareGroupTargetAssignmentMemberKey(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupTargetAssignmentMemberKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}
