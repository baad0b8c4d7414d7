// Generated from packages/wire/schema/share-group-member-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which member of a share group (KIP-932) a record is about. The key of records of type 10 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupMemberMetadataKey: MessageType<ShareGroupMemberMetadataKey> = /* @__PURE__ */ new Message(
  'ShareGroupMemberMetadataKey',
  [0, 0],
  Infinity,
  readShareGroupMemberMetadataKey,
  writeShareGroupMemberMetadataKey,
);

/** Tells which member of a share group (KIP-932) a record is about. */
export interface ShareGroupMemberMetadataKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readShareGroupMemberMetadataKey(r: Reader, _version: number): ShareGroupMemberMetadataKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeShareGroupMemberMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupMemberMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}
