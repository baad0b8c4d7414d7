// Generated from packages/wire/schema/aborted-txn.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * An aborted transaction, in the .txnindex file beside a segment of a log. An int16 with the version stands before
 * it.
 *
 * - v0: The first.
 */
export const AbortedTxn: MessageType<AbortedTxn> = /* @__PURE__ */ new Message(
  'AbortedTxn',
  [0, 0],
  Infinity,
  readAbortedTxn,
  writeAbortedTxn,
);

/**
 * An aborted transaction, in the .txnindex file beside a segment of a log. An int16 with the version stands before
 * it.
 */
export interface AbortedTxn {
  /** The producer whose transaction it was. */
  producerId: bigint;
  /** The offset of the first record of the transaction. */
  firstOffset: bigint;
  /** The offset of the marker that ended it. */
  lastOffset: bigint;
  /** The last stable offset right after it was aborted. */
  lastStableOffset: bigint;
}

function readAbortedTxn(r: Reader, _version: number): AbortedTxn {
  return {
    producerId: r.int64(),
    firstOffset: r.int64(),
    lastOffset: r.int64(),
    lastStableOffset: r.int64(),
  };
}

function writeAbortedTxn(w: Writer, _version: number, m: MessageInit<AbortedTxn>): void {
  w.int64(or(m.producerId, 0n));
  w.int64(or(m.firstOffset, 0n));
  w.int64(or(m.lastOffset, 0n));
  w.int64(or(m.lastStableOffset, 0n));
}
