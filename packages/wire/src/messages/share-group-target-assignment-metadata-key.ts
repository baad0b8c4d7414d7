// Generated from packages/wire/schema/share-group-target-assignment-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which share group (KIP-932) a record is about. The key of records of type 12 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupTargetAssignmentMetadataKey: MessageType<ShareGroupTargetAssignmentMetadataKey> =
  /* @__PURE__ */ new Message(
    'ShareGroupTargetAssignmentMetadataKey',
    [0, 0],
    Infinity,
    readShareGroupTargetAssignmentMetadataKey,
    writeShareGroupTargetAssignmentMetadataKey,
  );

/** Tells which share group (KIP-932) a record is about. */
export interface ShareGroupTargetAssignmentMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readShareGroupTargetAssignmentMetadataKey(r: Reader, _version: number): ShareGroupTargetAssignmentMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeShareGroupTargetAssignmentMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupTargetAssignmentMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
}
