// Generated from packages/wire/schema/control-record-type-schema.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * The key of a control record: what kind of record it is. An int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ControlRecordTypeSchema: MessageType<ControlRecordTypeSchema> = /* @__PURE__ */ new Message(
  'ControlRecordTypeSchema',
  [0, 0],
  Infinity,
  readControlRecordTypeSchema,
  writeControlRecordTypeSchema,
);

/** The key of a control record: what kind of record it is. An int16 with the version stands before it. */
export interface ControlRecordTypeSchema {
  /**
   * 0 abort and 1 commit (the value is an EndTxnMarker), 2 LeaderChangeMessage, 3 SnapshotHeaderRecord, 4
   * SnapshotFooterRecord, 5 KRaftVersionRecord, 6 VotersRecord. Records of other types are to be skipped.
   */
  type: number;
}

function readControlRecordTypeSchema(r: Reader, _version: number): ControlRecordTypeSchema {
  return {
    type: r.int16(),
  };
}

function writeControlRecordTypeSchema(w: Writer, _version: number, m: MessageInit<ControlRecordTypeSchema>): void {
  w.int16(or(m.type, 0));
}
