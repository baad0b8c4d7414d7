// Generated from packages/wire/schema/end-txn-marker.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * The value of a control record (types 0 and 1) that ends a transaction in a partition. An int16 with the version
 * stands before it.
 *
 * - v0: The first.
 */
export const EndTxnMarker: MessageType<EndTxnMarker> = /* @__PURE__ */ new Message(
  'EndTxnMarker',
  [0, 0],
  Infinity,
  readEndTxnMarker,
  writeEndTxnMarker,
);

/**
 * The value of a control record (types 0 and 1) that ends a transaction in a partition. An int16 with the version
 * stands before it.
 */
export interface EndTxnMarker {
  /** The epoch of the transaction coordinator that had the marker written. */
  coordinatorEpoch: number;
}

function readEndTxnMarker(r: Reader, _version: number): EndTxnMarker {
  return {
    coordinatorEpoch: r.int32(),
  };
}

function writeEndTxnMarker(w: Writer, _version: number, m: MessageInit<EndTxnMarker>): void {
  w.int32(or(m.coordinatorEpoch, 0));
}
