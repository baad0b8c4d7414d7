import { readBatches, type KafkaRecord, type RecordBatch } from '@k/codec';
import type { Partition } from '../state/partition.ts';
import { LoggedRecord, type RecordTransaction } from './logged-record.ts';

/** Which records are looked at; Kafka: isolation.level. */
export type Isolation = 'read_uncommitted' | 'read_committed';

/** Where a consumer of that isolation comes to an end for now. */
export function readableEnd(partition: Partition, isolation: Isolation): number {
  const leader = partition.replicaAt(partition.leaderId);
  if (isolation === 'read_committed') return leader?.lastStableOffset ?? partition.lastStableOffset;
  return leader?.highWatermark ?? partition.log.endOffset;
}

/** A batch, and its records that are wanted. */
export interface ReadableBatch {
  /** Where to go on behind it. */
  readonly nextOffset: number;
  /** Copied one by one, when they are asked for: they may be asked for when the log has gone on. */
  readonly records: Iterator<LoggedRecord>;
}

/**
 * The batches of one partition with the records that a consumer would be given, oldest first: markers are not among them,
 * and of a read_committed one neither what is aborted.
 * @param from the first offset
 * @param end behind the last one
 */
export function* readableBatches(
  partition: Partition,
  isolation: Isolation,
  from: number,
  end: number,
): Generator<ReadableBatch> {
  const start = Math.max(from, partition.log.startOffset);
  for (const batch of dataBatches(partition, start, end)) {
    const transaction = transactionOf(partition, batch);
    if (isolation === 'read_committed' && transaction === 'aborted') continue;
    yield {
      nextOffset: Math.min(batch.nextOffset, end),
      records: recordsOf(partition, batch, transaction, start, end),
    };
  }
}

function* recordsOf(
  partition: Partition,
  batch: RecordBatch,
  transaction: RecordTransaction,
  start: number,
  end: number,
): Generator<LoggedRecord> {
  for (const record of batch) {
    if (record.offset >= end) return;
    if (record.offset >= start) yield loggedRecord(partition, batch, record, transaction);
  }
}

/** Where a consumer of committed records is done: behind the last record that it is given. The log's start when there is none. */
export function endOfRecords(partition: Partition): number {
  const { startOffset } = partition.log;
  const end = readableEnd(partition, 'read_committed');
  let last = startOffset;
  for (const batch of dataBatches(partition, startOffset, end)) {
    if (batch.count > 0 && transactionOf(partition, batch) !== 'aborted') last = Math.max(last, batch.nextOffset);
  }
  return Math.min(last, end);
}

/** Batches with records between the two offsets. */
function* dataBatches({ log }: Partition, start: number, end: number): Generator<RecordBatch> {
  for (const { baseOffset, bytes } of log.batches(start)) {
    if (baseOffset >= end) return;
    // They were checked when they came.
    for (const batch of readBatches(bytes, { checkCrcs: false })) if (!batch.isControl) yield batch;
  }
}

function transactionOf({ transactions }: Partition, batch: RecordBatch): RecordTransaction {
  if (!batch.isTransactional) return 'none';
  const producerId = Number(batch.producerId);
  const openSince = transactions.openSince(producerId);
  if (openSince !== undefined && openSince <= batch.baseOffset) return 'open';
  const isAborted = transactions
    .abortedIn(batch.baseOffset, batch.nextOffset)
    .some((aborted) => aborted.producerId === producerId && aborted.firstOffset <= batch.baseOffset);
  return isAborted ? 'aborted' : 'committed';
}

function loggedRecord(
  { topic, index }: Partition,
  batch: RecordBatch,
  record: KafkaRecord,
  transaction: RecordTransaction,
): LoggedRecord {
  const { offset, timestamp, key, value, headers } = record.copy();
  const producerId = Number(batch.producerId);
  return new LoggedRecord({
    topic: topic.name,
    partition: index,
    offset,
    timestamp,
    key,
    value,
    headers,
    leaderEpoch: batch.partitionLeaderEpoch,
    producerId,
    producerEpoch: batch.producerEpoch,
    sequence: producerId < 0 ? -1 : sequenceOf(batch, offset),
    transaction,
  });
}

/** Sequence numbers begin anew after 2^31 - 1. */
function sequenceOf({ baseSequence, baseOffset }: RecordBatch, offset: number): number {
  return (baseSequence + (offset - baseOffset)) % 2 ** 31;
}
