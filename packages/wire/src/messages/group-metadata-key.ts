// Generated from packages/wire/schema/group-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which classic group a record holds. The key of records of type 2 in __consumer_offsets; an int16 with that
 * number stands before it.
 *
 * - v0: The first.
 */
export const GroupMetadataKey: MessageType<GroupMetadataKey> = /* @__PURE__ */ new Message(
  'GroupMetadataKey',
  [0, 0],
  Infinity,
  readGroupMetadataKey,
  writeGroupMetadataKey,
);

/** Tells which classic group a record holds. */
export interface GroupMetadataKey {
  /** The id of the group. */
  group: string;
}

function readGroupMetadataKey(r: Reader, _version: number): GroupMetadataKey {
  return {
    group: r.string(),
  };
}

function writeGroupMetadataKey(w: Writer, _version: number, m: MessageInit<GroupMetadataKey>): void {
  w.string(or(m.group, ''));
}
