// Generated from packages/wire/schema/transaction-log-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which transactional id a record is about. The key of records of type 0 in __transaction_state; an int16
 * with that number stands before it.
 *
 * - v0: The first.
 */
export const TransactionLogKey: MessageType<TransactionLogKey> = /* @__PURE__ */ new Message(
  'TransactionLogKey',
  [0, 0],
  Infinity,
  readTransactionLogKey,
  writeTransactionLogKey,
);

/** Tells which transactional id a record is about. */
export interface TransactionLogKey {
  /** The transactional id. */
  transactionalId: string;
}

function readTransactionLogKey(r: Reader, _version: number): TransactionLogKey {
  return {
    transactionalId: r.string(),
  };
}

function writeTransactionLogKey(w: Writer, _version: number, m: MessageInit<TransactionLogKey>): void {
  w.string(or(m.transactionalId, ''));
}
