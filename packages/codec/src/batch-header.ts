import { checkFlag, checkInteger, checkOptions } from './arguments.ts';
import {
  checkOffset,
  checkPartitionLeaderEpoch,
  checkProducerState,
  checkTimestamp,
  MAX_INT32,
  PRODUCER_STATE,
} from './batch-fields.ts';
import * as layout from './batch-layout.ts';
import { crc32c } from './checksum.ts';
import { writeInt64 } from './int64.ts';
import type { ProducerState, TimestampType } from './record-batch.ts';

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
  batch.writeInt32BE(batch.length - layout.LOG_OVERHEAD, layout.BATCH_LENGTH);
  batch.writeInt32BE(init.partitionLeaderEpoch, layout.PARTITION_LEADER_EPOCH);
  batch[layout.MAGIC] = 2;
  batch.writeInt16BE(init.attributes, layout.ATTRIBUTES);
  batch.writeInt32BE(init.lastOffsetDelta, layout.LAST_OFFSET_DELTA);
  writeInt64(batch, layout.BASE_TIMESTAMP, init.baseTimestamp);
  writeInt64(batch, layout.MAX_TIMESTAMP, init.maxTimestamp);
  batch.writeBigInt64BE(BigInt(init.producerId), layout.PRODUCER_ID);
  batch.writeInt16BE(init.producerEpoch, layout.PRODUCER_EPOCH);
  batch.writeInt32BE(init.baseSequence, layout.BASE_SEQUENCE);
  batch.writeInt32BE(init.count, layout.RECORD_COUNT);
  batch.writeUInt32BE(crc32c(batch.subarray(layout.ATTRIBUTES)), layout.CRC);
}

/** What is left of a batch when compaction has removed all of its records. */
export interface EmptyBatchInit extends Partial<ProducerState> {
  readonly baseOffset: number;
  /** Of the last record that the batch was written with. */
  readonly lastOffset: number;
  /** @default -1 */
  readonly partitionLeaderEpoch?: number;
  /** @default 'CreateTime' */
  readonly timestampType?: Exclude<TimestampType, 'NoTimestampType'>;
  /** Milliseconds since the epoch. @default -1 */
  readonly maxTimestamp?: number;
  readonly isTransactional?: boolean;
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
