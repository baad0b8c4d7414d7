// Generated from packages/wire/schema/share-group-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which share group (KIP-932) a record is about. The key of records of type 11 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupMetadataKey: MessageType<ShareGroupMetadataKey> = /* @__PURE__ */ new Message(
  'ShareGroupMetadataKey',
  [0, 0],
  Infinity,
  readShareGroupMetadataKey,
  writeShareGroupMetadataKey,
);

/** Tells which share group (KIP-932) a record is about. */
export interface ShareGroupMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readShareGroupMetadataKey(r: Reader, _version: number): ShareGroupMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeShareGroupMetadataKey(w: Writer, _version: number, m: MessageInit<ShareGroupMetadataKey>): void {
  w.string(or(m.groupId, ''));
}
