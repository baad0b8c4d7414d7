// Generated from packages/wire/schema/share-group-metadata-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * The epoch of a share group (KIP-932). The value of records of type 11 in __consumer_offsets; an int16 with the
 * version stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupMetadataValue: MessageType<ShareGroupMetadataValue> = /* @__PURE__ */ new Message(
  'ShareGroupMetadataValue',
  [0, 0],
  0,
  readShareGroupMetadataValue,
  writeShareGroupMetadataValue,
);

/** The epoch of a share group (KIP-932). */
export interface ShareGroupMetadataValue {
  /** The epoch of the group; goes up when something changes for which the target assignment has to be made anew. */
  epoch: number;
  /**
   * A hash over the topics of the group, by which the coordinator notices that they have changed; 0 when not
   * computed.
   */
  metadataHash: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupMetadataValue(r: Reader, _version: number): ShareGroupMetadataValue {
  const m: ShareGroupMetadataValue = {
    epoch: r.int32(),
    metadataHash: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupMetadataValue(w: Writer, version: number, m: MessageInit<ShareGroupMetadataValue>): void {
  w.int32(or(m.epoch, 0));
  w.int64(or(m.metadataHash, 0n));
  w.unknownTags(m.unknownTags, true, version);
}
