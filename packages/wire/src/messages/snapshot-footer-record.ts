// Generated from packages/wire/schema/snapshot-footer-record.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * The value of a control record (type 4): the last record of a snapshot of the metadata log. No version stands
 * before it, but it begins with one.
 *
 * - v0: The first.
 */
export const SnapshotFooterRecord: MessageType<SnapshotFooterRecord> = /* @__PURE__ */ new Message(
  'SnapshotFooterRecord',
  [0, 0],
  0,
  readSnapshotFooterRecord,
  writeSnapshotFooterRecord,
);

/**
 * The value of a control record (type 4): the last record of a snapshot of the metadata log. No version stands
 * before it, but it begins with one.
 */
export interface SnapshotFooterRecord {
  /** The version of this structure. */
  version: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readSnapshotFooterRecord(r: Reader, _version: number): SnapshotFooterRecord {
  const m: SnapshotFooterRecord = {
    version: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSnapshotFooterRecord(w: Writer, version: number, m: MessageInit<SnapshotFooterRecord>): void {
  w.int16(or(m.version, 0));
  w.unknownTags(m.unknownTags, true, version);
}
