import { asBuffer } from '../as-buffer.ts';
import { checkBytes, checkFlag, checkInteger, checkOptionalInteger, checkOptions } from '../arguments.ts';
import {
  checkOffset,
  checkPartitionLeaderEpoch,
  checkProducerState,
  checkWholeProducerState,
  checkTimestamp,
  MAX_INT32,
  PRODUCER_STATE,
} from './batch-fields.ts';
import * as layout from './batch-layout.ts';
import { crc32c } from '../checksum.ts';
import { CodecError } from '../errors.ts';
import { readInt64, writeInt16, writeInt32, writeInt64 } from '../int64.ts';
import type { ProducerState, TimestampType } from '../record-batch.ts';

/** The header of a record batch (magic 2), as it was found: nothing in it has been checked. */
export interface BatchHeader {
  /** Offset of the first record; NaN past 2^53 - 1. What a producer sends has 0. */
  readonly baseOffset: number;
  /** Bytes of the whole batch as its length field announces them, the field and the base offset included. */
  readonly byteLength: number;
  /** -1 when not set. */
  readonly partitionLeaderEpoch: number;
  /** See `compressionTypeOf`. */
  readonly compressionId: number;
  readonly isTransactional: boolean;
  readonly isControl: boolean;
  /** Offset of the last record, relative to the first. */
  readonly lastOffsetDelta: number;
  /** Milliseconds since the epoch, -1 for none; NaN past 2^53 - 1. */
  readonly maxTimestamp: number;
  /** -1n when the producer was not idempotent. */
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly count: number;
}

/** The format of a record set: its magic byte stands at the same place in all three. undefined: too short to have one. */
export function magicOf(records: Uint8Array): number | undefined {
  checkBytes('a record set', records);
  const magic = records[layout.MAGIC];
  return magic === undefined ? undefined : (magic << 24) >> 24;
}

/**
 * Bytes of the batch or message that begins at `position`, as its length field announces them, in every format: not to be
 * trusted. undefined: cut off before the field's end.
 */
export function announcedLength(records: Uint8Array, position = 0): number | undefined {
  checkBytes('a record set', records);
  checkOptionalInteger('a position', position, 0, MAX_INT32);
  const end = position + layout.LOG_OVERHEAD;
  if (end > records.length) return undefined;
  let length = 0;
  for (let at = position + layout.BATCH_LENGTH; at < end; at++) length = (length << 8) | (records[at] ?? 0);
  return layout.LOG_OVERHEAD + length;
}

/**
 * Reads the header of the batch that the bytes begin with, and nothing of its records: for who has to say what is wrong
 * with it. To read batches that are thought to be good, see `readBatches`.
 * @throws CodecError ('corrupt') when there is no whole header, ('unsupported') for one of another magic than 2.
 */
export function batchHeader(bytes: Uint8Array): BatchHeader {
  const batch = recordBatch('a batch', bytes);
  const attributes = batch.readInt16BE(layout.ATTRIBUTES);
  return {
    baseOffset: readInt64(batch, layout.BASE_OFFSET),
    byteLength: layout.LOG_OVERHEAD + batch.readInt32BE(layout.BATCH_LENGTH),
    partitionLeaderEpoch: batch.readInt32BE(layout.PARTITION_LEADER_EPOCH),
    compressionId: attributes & layout.COMPRESSION_MASK,
    isTransactional: (attributes & layout.TRANSACTIONAL_FLAG) !== 0,
    isControl: (attributes & layout.CONTROL_FLAG) !== 0,
    lastOffsetDelta: batch.readInt32BE(layout.LAST_OFFSET_DELTA),
    maxTimestamp: readInt64(batch, layout.MAX_TIMESTAMP),
    producerId: batch.readBigInt64BE(layout.PRODUCER_ID),
    producerEpoch: batch.readInt16BE(layout.PRODUCER_EPOCH),
    baseSequence: batch.readInt32BE(layout.BASE_SEQUENCE),
    count: batch.readInt32BE(layout.RECORD_COUNT),
  };
}

/**
 * Whether the checksum of a batch (magic 2) is right. `bytes` are that batch alone.
 * @throws as {@link batchHeader}
 */
export function hasGoodChecksum(bytes: Uint8Array): boolean {
  const batch = recordBatch('a batch', bytes);
  return batch.readUInt32BE(layout.CRC) === checksumOf(batch);
}

/** Who sends a batch: what `seal()` takes of it, all of it told. */
export interface ProducerStamp extends ProducerState {
  /** @default false */
  readonly isTransactional?: boolean;
}

const PRODUCER_STAMP: ReadonlySet<string> = new Set([...PRODUCER_STATE, 'isTransactional']);

/**
 * Sets who sends a sealed batch, under which sequence number, and whether in a transaction; the checksum is computed anew,
 * and nothing is compressed again. It changes the bytes: those of a request that failed may still be in a socket's hands,
 * so a producer stamps a copy.
 * @param bytes - that batch alone, of magic 2
 * @throws CodecError ('invalid-argument'), or as {@link batchHeader}; nothing was changed then.
 */
export function stampProducer(bytes: Uint8Array, stamp: ProducerStamp): void {
  const batch = recordBatch('a batch to stamp', bytes);
  checkOptions('stampProducer()', stamp, PRODUCER_STAMP);
  checkWholeProducerState(stamp);
  checkFlag('isTransactional', stamp.isTransactional);
  const attributes = batch.readInt16BE(layout.ATTRIBUTES) & ~layout.TRANSACTIONAL_FLAG;
  batch.writeInt16BE(attributes | (stamp.isTransactional === true ? layout.TRANSACTIONAL_FLAG : 0), layout.ATTRIBUTES);
  writeProducerState(batch, stamp);
  batch.writeUInt32BE(checksumOf(batch), layout.CRC);
}

/**
 * Sets what a broker sets when it appends a batch (magic 2): offset of the first record, and the epoch it leads in. Both
 * are outside of the checksum.
 * @throws CodecError ('invalid-argument'), or as {@link batchHeader}; nothing was changed then.
 */
export function stampOffset(bytes: Uint8Array, baseOffset: number, partitionLeaderEpoch: number): void {
  const batch = recordBatch('a batch to stamp', bytes);
  checkOffset('baseOffset', baseOffset);
  checkInteger('a partition leader epoch', partitionLeaderEpoch, -1, MAX_INT32);
  writeInt64(batch, layout.BASE_OFFSET, baseOffset);
  batch.writeInt32BE(partitionLeaderEpoch, layout.PARTITION_LEADER_EPOCH);
}

/** Every field of a record batch's header that does not follow from its bytes. */
export interface BatchHeaderInit extends ProducerState {
  readonly baseOffset: number;
  readonly lastOffsetDelta: number;
  readonly partitionLeaderEpoch: number;
  /** Compression id and flags. */
  readonly attributes: number;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly count: number;
}

/** Writes the header of a batch whose records are in their place, and the checksum over both. */
export function writeBatchHeader(batch: Buffer, init: BatchHeaderInit): void {
  writeInt64(batch, layout.BASE_OFFSET, init.baseOffset);
  writeInt32(batch, layout.BATCH_LENGTH, batch.length - layout.LOG_OVERHEAD);
  writeInt32(batch, layout.PARTITION_LEADER_EPOCH, init.partitionLeaderEpoch);
  batch[layout.MAGIC] = 2;
  writeInt16(batch, layout.ATTRIBUTES, init.attributes);
  writeInt32(batch, layout.LAST_OFFSET_DELTA, init.lastOffsetDelta);
  writeInt64(batch, layout.BASE_TIMESTAMP, init.baseTimestamp);
  writeInt64(batch, layout.MAX_TIMESTAMP, init.maxTimestamp);
  writeProducerState(batch, init);
  writeInt32(batch, layout.RECORD_COUNT, init.count);
  writeInt32(batch, layout.CRC, checksumOf(batch));
}

function writeProducerState(batch: Buffer, { producerId, producerEpoch, baseSequence }: ProducerState): void {
  // A bigint is taken apart by making others: for the ids that there are, a number does.
  const id = Number(producerId);
  if (Number.isSafeInteger(id)) writeInt64(batch, layout.PRODUCER_ID, id);
  else batch.writeBigInt64BE(BigInt(producerId), layout.PRODUCER_ID);
  writeInt16(batch, layout.PRODUCER_EPOCH, producerEpoch);
  writeInt32(batch, layout.BASE_SEQUENCE, baseSequence);
}

/** What the checksum of a batch has to be. */
function checksumOf(batch: Buffer): number {
  return crc32c(batch.subarray(layout.ATTRIBUTES));
}

function recordBatch(what: string, bytes: Uint8Array): Buffer {
  checkBytes(what, bytes);
  const batch = asBuffer(bytes);
  if (batch.length < layout.RECORD_BATCH_OVERHEAD) {
    throw new CodecError(`${what} has a header of ${layout.RECORD_BATCH_OVERHEAD} bytes, there are ${batch.length}`, {
      reason: 'corrupt',
    });
  }
  const magic = magicOf(batch);
  if (magic !== 2) throw new CodecError(`${what} has magic 2, this has ${String(magic)}`, { reason: 'unsupported' });
  return batch;
}

/** What is left of a batch when compaction has removed all of its records. */
export interface EmptyBatchInit extends Partial<ProducerState> {
  /** Of the first record that the batch was written with. */
  readonly baseOffset: number;
  /** Of the last record that the batch was written with. */
  readonly lastOffset: number;
  /** The leader's epoch when it appended the batch. @default -1 */
  readonly partitionLeaderEpoch?: number;
  /** Whose clock the timestamps are of: the producer's, or the broker's. @default 'CreateTime' */
  readonly timestampType?: Exclude<TimestampType, 'NoTimestampType'>;
  /** Milliseconds since the epoch. @default -1 */
  readonly maxTimestamp?: number;
  /** Whether it was part of a transaction. @default false */
  readonly isTransactional?: boolean;
  /** Whether it held a broker's markers. @default false */
  readonly isControl?: boolean;
}

const EMPTY_BATCH: ReadonlySet<string> = new Set([
  ...PRODUCER_STATE,
  'baseOffset',
  'lastOffset',
  'partitionLeaderEpoch',
  'timestampType',
  'maxTimestamp',
  'isTransactional',
  'isControl',
]);

/**
 * Makes a batch (magic 2) without records. A log cleaner keeps it in place of the last batch of a producer, so that
 * the producer's epoch and sequence number are still known after all of its records are gone.
 * @throws CodecError ('invalid-argument')
 */
export function encodeEmptyBatch(init: EmptyBatchInit): Buffer {
  checkOptions('encodeEmptyBatch()', init, EMPTY_BATCH);
  const { baseOffset, lastOffset, maxTimestamp = -1, timestampType = 'CreateTime' } = init;
  checkOffset('baseOffset', baseOffset);
  checkOffset('lastOffset', lastOffset);
  checkInteger('lastOffset', lastOffset, baseOffset, baseOffset + MAX_INT32);
  checkPartitionLeaderEpoch(init.partitionLeaderEpoch);
  checkProducerState(init);
  checkTimestamp(timestampType, maxTimestamp);
  checkFlag('isTransactional', init.isTransactional);
  checkFlag('isControl', init.isControl);
  const batch = Buffer.alloc(layout.RECORD_BATCH_OVERHEAD);
  writeBatchHeader(batch, {
    baseOffset,
    lastOffsetDelta: lastOffset - baseOffset,
    partitionLeaderEpoch: init.partitionLeaderEpoch ?? -1,
    attributes:
      (timestampType === 'LogAppendTime' ? layout.LOG_APPEND_TIME_FLAG : 0) |
      (init.isTransactional === true ? layout.TRANSACTIONAL_FLAG : 0) |
      (init.isControl === true ? layout.CONTROL_FLAG : 0),
    baseTimestamp: -1,
    maxTimestamp,
    producerId: init.producerId ?? -1,
    producerEpoch: init.producerEpoch ?? -1,
    baseSequence: init.baseSequence ?? -1,
    count: 0,
  });
  return batch;
}
