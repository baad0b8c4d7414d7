// Generated from packages/wire/schema/transaction-log-value.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * The state of a transactional id, and of its transaction. The value of records of type 0 in __transaction_state;
 * an int16 with the version stands before it.
 *
 * - v0: The first.
 * - v1: Flexible, for the tagged fields of KIP-890 and later. Written when the feature transaction.version is 1 or more.
 */
export const TransactionLogValue: MessageType<TransactionLogValue> = /* @__PURE__ */ new Message(
  'TransactionLogValue',
  [0, 1],
  1,
  readTransactionLogValue,
  writeTransactionLogValue,
);

/** The state of a transactional id, and of its transaction. */
export interface TransactionLogValue {
  /** The producer id in use. */
  producerId: bigint;
  /** The producer id that the last transaction used; -1 for none. (since v1, default -1) */
  previousProducerId: bigint;
  /**
   * The producer id that the producer was told to go on with after this transaction; -1 for none. (since v1, default
   * -1)
   */
  nextProducerId: bigint;
  /** The epoch of the producer. */
  producerEpoch: number;
  /** The epoch that goes with nextProducerId; -1 for none. (since v1, default -1) */
  nextProducerEpoch: number;
  /** After how long the coordinator aborts an idle transaction, in ms. */
  transactionTimeoutMs: number;
  /**
   * 0 empty, 1 ongoing, 2 about to commit, 3 about to abort, 4 committed, 5 aborted, 6 expired, 7 about to fence an
   * older producer.
   */
  transactionStatus: number;
  /** The partitions in the transaction, by topic; null when the status is 0. */
  transactionPartitions: TransactionLogValuePartitionsSchema[] | null;
  /** When the state last changed, in ms since 1970. */
  transactionLastUpdateTimestampMs: bigint;
  /** When the transaction began, in ms since 1970; -1 when there is none. */
  transactionStartTimestampMs: bigint;
  /**
   * The level of the feature transaction.version by which the producer goes; from 2 on, the producer has a new epoch
   * for each transaction (KIP-890). (since v1)
   */
  clientTransactionVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions in the transaction, by topic; null when the status is 0. */
export interface TransactionLogValuePartitionsSchema {
  /** The name of the topic. */
  topic: string;
  /** The numbers of the partitions. */
  partitionIds: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readTransactionLogValuePartitionsSchema(r: Reader, version: number): TransactionLogValuePartitionsSchema {
  const flexible = version >= 1;
  const m: TransactionLogValuePartitionsSchema = {
    topic: r.string(flexible),
    partitionIds: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeTransactionLogValuePartitionsSchema(
  w: Writer,
  version: number,
  m: MessageInit<TransactionLogValuePartitionsSchema>,
): void {
  const flexible = version >= 1;
  w.string(or(m.topic, ''), flexible);
  w.int32Array(or(m.partitionIds, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readTransactionLogValue(r: Reader, version: number): TransactionLogValue {
  const flexible = version >= 1;
  const m: TransactionLogValue = {
    producerId: r.int64(),
    previousProducerId: -1n,
    nextProducerId: -1n,
    producerEpoch: r.int16(),
    nextProducerEpoch: -1,
    transactionTimeoutMs: r.int32(),
    transactionStatus: r.int8(),
    transactionPartitions: r.nullableArray(flexible, readTransactionLogValuePartitionsSchema, version),
    transactionLastUpdateTimestampMs: r.int64(),
    transactionStartTimestampMs: r.int64(),
    clientTransactionVersion: 0,
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.previousProducerId = r.int64();
      else if (tag === 1) m.nextProducerId = r.int64();
      else if (tag === 3) m.nextProducerEpoch = r.int16();
      else if (tag === 2) m.clientTransactionVersion = r.int16();
      else {
        unknownTags = r.unknownTag(unknownTags, tag);
        continue;
      }
      unknownTags = r.endTag(end, unknownTags);
    }
    if (unknownTags !== undefined) m.unknownTags = unknownTags;
  }
  return m;
}

function writeTransactionLogValue(w: Writer, version: number, m: MessageInit<TransactionLogValue>): void {
  const flexible = version >= 1;
  w.int64(or(m.producerId, 0n));
  if (!(version >= 1) && set(m.previousProducerId, -1n)) w.absent(version);
  if (!(version >= 1) && set(m.nextProducerId, -1n)) w.absent(version);
  w.int16(or(m.producerEpoch, 0));
  if (!(version >= 1) && set(m.nextProducerEpoch, -1)) w.absent(version);
  w.int32(or(m.transactionTimeoutMs, 0));
  w.int8(or(m.transactionStatus, 0));
  w.nullableArray(or(m.transactionPartitions, []), flexible, writeTransactionLogValuePartitionsSchema, version);
  w.int64(or(m.transactionLastUpdateTimestampMs, 0n));
  w.int64(or(m.transactionStartTimestampMs, 0n));
  if (!(version >= 1) && set(m.clientTransactionVersion, 0)) w.absent(version);
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.previousProducerId, -1n)) {
      const at = w.beginTag(tags, 0);
      w.int64(or(m.previousProducerId, -1n));
      w.endTag(at);
    }
    if (set(m.nextProducerId, -1n)) {
      const at = w.beginTag(tags, 1);
      w.int64(or(m.nextProducerId, -1n));
      w.endTag(at);
    }
    if (set(m.clientTransactionVersion, 0)) {
      const at = w.beginTag(tags, 2);
      w.int16(or(m.clientTransactionVersion, 0));
      w.endTag(at);
    }
    if (set(m.nextProducerEpoch, -1)) {
      const at = w.beginTag(tags, 3);
      w.int16(or(m.nextProducerEpoch, -1));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}
