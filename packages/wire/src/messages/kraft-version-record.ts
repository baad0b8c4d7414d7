// Generated from packages/wire/schema/kraft-version-record.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * The value of a control record (type 5): the version of KRaft from here on (KIP-853). No version stands before
 * it, but it begins with one.
 *
 * - v0: The first.
 */
export const KRaftVersionRecord: MessageType<KRaftVersionRecord> = /* @__PURE__ */ new Message(
  'KRaftVersionRecord',
  [0, 0],
  0,
  readKRaftVersionRecord,
  writeKRaftVersionRecord,
);

/**
 * The value of a control record (type 5): the version of KRaft from here on (KIP-853). No version stands before
 * it, but it begins with one.
 */
export interface KRaftVersionRecord {
  /** The version of this structure. */
  version: number;
  /**
   * The level of the feature kraft.version. 0: the voters are set in the configuration. 1: they stand in the log,
   * and can change.
   */
  kRaftVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readKRaftVersionRecord(r: Reader, _version: number): KRaftVersionRecord {
  const m: KRaftVersionRecord = {
    version: r.int16(),
    kRaftVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeKRaftVersionRecord(w: Writer, version: number, m: MessageInit<KRaftVersionRecord>): void {
  w.int16(or(m.version, 0));
  w.int16(or(m.kRaftVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}
