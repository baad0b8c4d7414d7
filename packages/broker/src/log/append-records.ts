import { CodecError, magicOf, readBatches, type RecordBatch } from '@k/codec';
import { ErrorCode } from '@k/wire';
import type { Partition } from '../state/partition.ts';
import { checkBatch, isRefusal, type BatchRefusal } from './check-batch.ts';
import { refuseRecords } from './check-records.ts';
import { convertProduced, mayBeMessageSet } from './old-formats.ts';
import { recompress } from './recompress.ts';

/** Where records went. */
export interface Appended {
  /** -1 for a message set without a whole message, as on Kafka. */
  readonly baseOffset: number;
  /** ms since the epoch; -1 where records keep their own times. */
  readonly appendTimeMs: number;
}

/** How records come. */
export interface AppendTerms {
  readonly produceVersion: number;
  readonly nowMs: number;
  /** Of the release that is played. */
  readonly mixedMessageSets: boolean;
}

/**
 * Checks the records that a Produce request has for a partition, and appends them: all or none.
 * The request's frame is ours alone, so its bytes may be changed before they are copied into the log.
 */
export function appendRecords(
  partition: Partition,
  records: Buffer | null,
  { produceVersion, nowMs, mixedMessageSets }: AppendTerms,
): Appended | BatchRefusal {
  const isOld = mayBeMessageSet(produceVersion) && (records === null || magicOf(records) !== 2);
  return isOld
    ? appendMessageSet(partition, records, nowMs, mixedMessageSets)
    : appendBatch(partition, records, produceVersion, nowMs);
}

function appendBatch(
  partition: Partition,
  records: Buffer | null,
  produceVersion: number,
  nowMs: number,
): Appended | BatchRefusal {
  const { log, producers, topic } = partition;
  const { maxMessageBytes, logAppendTime } = topic.settings;
  const header = checkBatch(records, { maxMessageBytes, produceVersion });
  if (isRefusal(header)) return header;
  const batch = prepared(batchIn((records as Buffer).subarray(0, header.byteLength)), partition, nowMs);
  if (isRefusal(batch)) return batch;
  const sequenced = header.producerId < 0n ? undefined : { ...header, producerId: Number(header.producerId) };
  if (sequenced !== undefined) {
    const sequenceCheck = producers.check(sequenced);
    if (sequenceCheck.kind === 'reject') return sequenceCheck;
    if (sequenceCheck.kind === 'duplicate') {
      const { baseOffset, timestamp } = sequenceCheck.batch;
      return { baseOffset, appendTimeMs: logAppendTime ? timestamp : -1 };
    }
  }
  const baseOffset = log.endOffset;
  const appendTimeMs = store([batch], partition, nowMs);
  if (sequenced !== undefined) producers.appended(sequenced, baseOffset, batch.maxTimestamp);
  return { baseOffset, appendTimeMs };
}

/** Format 0 and 1: what is stored is the set made into record batches. */
function appendMessageSet(
  partition: Partition,
  records: Buffer | null,
  nowMs: number,
  mayBeMixed: boolean,
): Appended | BatchRefusal {
  const { log, topic } = partition;
  const { maxMessageBytes } = topic.settings;
  const converted = convertProduced(records, { baseOffset: log.endOffset, maxMessageBytes, mayBeMixed });
  if (isRefusal(converted)) return converted;
  const batches: RecordBatch[] = [];
  for (const each of converted) {
    const batch = prepared(each, partition, nowMs);
    if (isRefusal(batch)) return batch;
    batches.push(batch);
  }
  const baseOffset = batches.length === 0 ? -1 : log.endOffset;
  return { baseOffset, appendTimeMs: store(batches, partition, nowMs) };
}

/** The one batch of a record set that was checked already. */
function batchIn(records: Buffer): RecordBatch | BatchRefusal {
  try {
    return readBatches(records, { checkCrcs: false }).read() as RecordBatch;
  } catch (error) {
    // Nothing is left that it could find but a time past 2^53 - 1.
    if (error instanceof CodecError) return { errorCode: ErrorCode.INVALID_TIMESTAMP, message: error.message };
    throw error;
  }
}

/** The batch as the topic wants it, if it takes it at all. */
function prepared(
  batch: RecordBatch | BatchRefusal,
  { topic, index }: Partition,
  nowMs: number,
): RecordBatch | BatchRefusal {
  if (isRefusal(batch)) return batch;
  return refuseRecords(batch, topic, index, nowMs) ?? recompress(batch, topic.settings);
}

/** @returns the time that the records got, -1 where they keep theirs */
function store(batches: readonly RecordBatch[], { log, leaderEpoch, topic }: Partition, nowMs: number): number {
  const { logAppendTime, retentionBytes } = topic.settings;
  const appendTimeMs = logAppendTime ? Math.floor(nowMs) : -1;
  for (const batch of batches) {
    if (logAppendTime) batch.setMaxTimestamp('LogAppendTime', appendTimeMs);
    const { baseOffset, lastOffset, maxTimestamp } = batch;
    log.append(batch.slice, { lastOffsetDelta: lastOffset - baseOffset, maxTimestamp }, leaderEpoch);
  }
  if (retentionBytes >= 0) log.retainBytes(retentionBytes);
  return appendTimeMs;
}
