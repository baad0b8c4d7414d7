// Generated from packages/wire/schema/share-group-state-partition-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which share group (KIP-932) a record is about. The key of records of type 15 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupStatePartitionMetadataKey: MessageType<ShareGroupStatePartitionMetadataKey> =
  /* @__PURE__ */ new Message(
    'ShareGroupStatePartitionMetadataKey',
    [0, 0],
    Infinity,
    readShareGroupStatePartitionMetadataKey,
    writeShareGroupStatePartitionMetadataKey,
  );

/** Tells which share group (KIP-932) a record is about. */
export interface ShareGroupStatePartitionMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readShareGroupStatePartitionMetadataKey(r: Reader, _version: number): ShareGroupStatePartitionMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeShareGroupStatePartitionMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ShareGroupStatePartitionMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
}
