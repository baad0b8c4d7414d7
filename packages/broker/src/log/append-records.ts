import { CodecError, magicOf, readBatches, type RecordBatch } from '@k/codec';
import { ErrorCode } from '@k/wire';
import type { Partition } from '../state/partition.ts';
import { checkBatch, isRefusal, type BatchRefusal } from './check-batch.ts';
import { refuseRecords } from './check-records.ts';
import { convertProduced, mayBeMessageSet } from './old-formats.ts';
import { recompress } from './recompress.ts';
import type { ProducerIdentity } from '../transaction/transaction.ts';

/** Where records went. */
export interface Appended {
  /** -1 for a message set without a whole message, as on Kafka. */
  readonly baseOffset: number;
  /** After the last of them. */
  readonly endOffset: number;
  /** ms since the epoch; -1 where records keep their own times. */
  readonly appendTimeMs: number;
}

/** How records come. */
export interface AppendTerms {
  readonly produceVersion: number;
  readonly nowMs: number;
  /** Of the release that is played. */
  readonly mixedMessageSets: boolean;
  /** Whether the producer's transaction has the partition, as an error code; undefined: the request is of no transaction. */
  readonly admit: ((producer: ProducerIdentity) => number) | undefined;
}

/**
 * Checks the records that a Produce request has for a partition, and appends them: all or none.
 * The request's frame is ours alone, so its bytes may be changed before they are copied into the log.
 */
export function appendRecords(
  partition: Partition,
  records: Buffer | null,
  terms: AppendTerms,
): Appended | BatchRefusal {
  const { produceVersion, nowMs, mixedMessageSets } = terms;
  const isOld = mayBeMessageSet(produceVersion) && (records === null || magicOf(records) !== 2);
  return isOld ? appendMessageSet(partition, records, nowMs, mixedMessageSets) : appendBatch(partition, records, terms);
}

function appendBatch(
  partition: Partition,
  records: Buffer | null,
  { produceVersion, nowMs, admit }: AppendTerms,
): Appended | BatchRefusal {
  const { log, producers, transactions } = partition;
  const { maxMessageBytes, logAppendTime } = partition.settings;
  const header = checkBatch(records, { maxMessageBytes, produceVersion, transactional: admit !== undefined });
  if (isRefusal(header)) return header;
  const batch = prepared(batchIn((records as Buffer).subarray(0, header.byteLength)), partition, nowMs);
  if (isRefusal(batch)) return batch;
  const sequenced = header.producerId < 0n ? undefined : { ...header, producerId: Number(header.producerId) };
  if (sequenced !== undefined) {
    const outside = refuseOutside(sequenced, partition, admit);
    if (outside !== undefined) return outside;
    const sequenceCheck = producers.check(sequenced);
    if (sequenceCheck.kind === 'reject') return sequenceCheck;
    if (sequenceCheck.kind === 'duplicate') {
      const { baseOffset, timestamp } = sequenceCheck.batch;
      return {
        baseOffset,
        endOffset: baseOffset + header.lastOffsetDelta + 1,
        appendTimeMs: logAppendTime ? timestamp : -1,
      };
    }
  }
  const baseOffset = log.endOffset;
  const appendTimeMs = store([batch], partition, nowMs);
  if (sequenced !== undefined) {
    producers.appended(sequenced, baseOffset, batch.maxTimestamp);
    if (sequenced.isTransactional) transactions.wrote(sequenced.producerId, baseOffset);
  }
  return { baseOffset, endOffset: log.endOffset, appendTimeMs };
}

/** A transactional batch whose transaction does not have the partition, or another batch in the midst of a transaction. */
function refuseOutside(
  batch: ProducerIdentity & { readonly isTransactional: boolean },
  { transactions, producers }: Partition,
  admit: AppendTerms['admit'],
): BatchRefusal | undefined {
  const isOpen = transactions.openSince(batch.producerId) !== undefined;
  if (!batch.isTransactional) {
    if (!isOpen) return undefined;
    const message = `producer ${String(batch.producerId)} has a transaction open in the partition`;
    return { errorCode: ErrorCode.INVALID_TXN_STATE, message };
  }
  if (isOpen && producers.epochOf(batch.producerId) === batch.producerEpoch) return undefined;
  const errorCode = admit?.(batch) ?? ErrorCode.NONE;
  if (errorCode === ErrorCode.NONE) return undefined;
  return { errorCode, message: 'the partition is not in an open transaction of the producer' };
}

/** Format 0 and 1: what is stored is the set made into record batches. */
function appendMessageSet(
  partition: Partition,
  records: Buffer | null,
  nowMs: number,
  mayBeMixed: boolean,
): Appended | BatchRefusal {
  const { log } = partition;
  const { maxMessageBytes } = partition.settings;
  const converted = convertProduced(records, { baseOffset: log.endOffset, maxMessageBytes, mayBeMixed });
  if (isRefusal(converted)) return converted;
  const batches: RecordBatch[] = [];
  for (const each of converted) {
    const batch = prepared(each, partition, nowMs);
    if (isRefusal(batch)) return batch;
    batches.push(batch);
  }
  const baseOffset = batches.length === 0 ? -1 : log.endOffset;
  const appendTimeMs = store(batches, partition, nowMs);
  return { baseOffset, endOffset: log.endOffset, appendTimeMs };
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
function prepared(batch: RecordBatch | BatchRefusal, partition: Partition, nowMs: number): RecordBatch | BatchRefusal {
  if (isRefusal(batch)) return batch;
  const refused = refuseRecords(batch, partition, nowMs) ?? recompress(batch, partition.settings);
  return isRefusal(refused) ? refused : (refuseLength(refused, partition) ?? refused);
}

/** A batch that no segment could hold. Kafka: UnifiedLog.append */
function refuseLength({ byteLength }: RecordBatch, { topic, index, settings }: Partition): BatchRefusal | undefined {
  const { segmentBytes } = settings;
  if (byteLength <= segmentBytes) return undefined;
  const message = `Message batch size is ${String(byteLength)} bytes in append to partition ${topic.name}-${String(index)}, which exceeds the maximum configured segment size of ${String(segmentBytes)}.`;
  return { errorCode: ErrorCode.RECORD_LIST_TOO_LARGE, message };
}

/**
 * Appends batches that were checked.
 * @returns the time that the records got, -1 where they keep theirs
 */
export function store(
  batches: readonly RecordBatch[],
  { log, leaderEpoch, settings }: Partition,
  nowMs: number,
): number {
  const { logAppendTime } = settings;
  const appendTimeMs = logAppendTime ? Math.floor(nowMs) : -1;
  for (const batch of batches) {
    if (logAppendTime) batch.setMaxTimestamp('LogAppendTime', appendTimeMs);
    const { baseOffset, lastOffset, maxTimestamp } = batch;
    log.append(batch.slice, { lastOffsetDelta: lastOffset - baseOffset, maxTimestamp }, leaderEpoch, settings);
  }
  return appendTimeMs;
}
