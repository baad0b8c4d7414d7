// Generated from packages/wire/schema/snapshot-header-record.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * The value of a control record (type 3): the first record of a snapshot of the metadata log. No version stands
 * before it, but it begins with one.
 *
 * - v0: The first.
 */
export const SnapshotHeaderRecord: MessageType<SnapshotHeaderRecord> = /* @__PURE__ */ new Message(
  'SnapshotHeaderRecord',
  [0, 0],
  0,
  readSnapshotHeaderRecord,
  writeSnapshotHeaderRecord,
);

/**
 * The value of a control record (type 3): the first record of a snapshot of the metadata log. No version stands
 * before it, but it begins with one.
 */
export interface SnapshotHeaderRecord {
  /** The version of this structure. */
  version: number;
  /** When the last record that the snapshot covers was appended to the log, in ms since 1970. */
  lastContainedLogTimestamp: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readSnapshotHeaderRecord(r: Reader, _version: number): SnapshotHeaderRecord {
  const m: SnapshotHeaderRecord = {
    version: r.int16(),
    lastContainedLogTimestamp: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSnapshotHeaderRecord(w: Writer, version: number, m: MessageInit<SnapshotHeaderRecord>): void {
  w.int16(or(m.version, 0));
  w.int64(or(m.lastContainedLogTimestamp, 0n));
  w.unknownTags(m.unknownTags, true, version);
}
