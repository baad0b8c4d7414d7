// Generated from packages/wire/schema/legacy-offset-commit-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * A committed offset, as the first brokers that stored offsets wrote it: like version 0 of OffsetCommitValue. The
 * value of records of type 0 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const LegacyOffsetCommitValue: MessageType<LegacyOffsetCommitValue> = /* @__PURE__ */ new Message(
  'LegacyOffsetCommitValue',
  [0, 0],
  Infinity,
  readLegacyOffsetCommitValue,
  writeLegacyOffsetCommitValue,
);

/** A committed offset, as the first brokers that stored offsets wrote it: like version 0 of OffsetCommitValue. */
export interface LegacyOffsetCommitValue {
  /** The offset of the next record to consume. */
  offset: bigint;
  /** Any text that the client keeps beside the offset. */
  metadata: string;
  /** When it was committed, in ms since 1970. */
  commitTimestamp: bigint;
}

function readLegacyOffsetCommitValue(r: Reader, _version: number): LegacyOffsetCommitValue {
  return {
    offset: r.int64(),
    metadata: r.string(),
    commitTimestamp: r.int64(),
  };
}

function writeLegacyOffsetCommitValue(w: Writer, _version: number, m: MessageInit<LegacyOffsetCommitValue>): void {
  w.int64(or(m.offset, 0n));
  w.string(or(m.metadata, ''));
  w.int64(or(m.commitTimestamp, 0n));
}
