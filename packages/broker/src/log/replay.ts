import { readBatches, readControlRecord, type RecordBatch } from '@k/codec';
import type { PartitionLog } from './partition-log.ts';
import { ProducerStates } from './producer-states.ts';
import { TransactionIndex } from './transaction-index.ts';

/** What a partition knows of its producers. */
export interface ProducerKnowledge {
  readonly producers: ProducerStates;
  readonly transactions: TransactionIndex;
}

/**
 * What the batches of a log say of idempotence and transactions. What is before its start counts no more: Kafka has snapshots
 * of that. Kafka: UnifiedLog.rebuildProducerState.
 */
export function replay(log: PartitionLog): ProducerKnowledge {
  const known = { producers: new ProducerStates(), transactions: new TransactionIndex() };
  for (const { bytes } of log.batches()) {
    // They were checked when they came.
    for (const batch of readBatches(bytes, { checkCrcs: false })) {
      if (batch.producerId < 0n) continue;
      if (batch.isControl) replayMarker(batch, known, log.startOffset);
      else replayRecords(batch, known);
    }
  }
  return known;
}

function replayRecords(batch: RecordBatch, { producers, transactions }: ProducerKnowledge): void {
  const { producerEpoch, baseSequence, baseOffset, lastOffset, maxTimestamp, isTransactional } = batch;
  const producerId = Number(batch.producerId);
  const sequenced = { producerId, producerEpoch, baseSequence, lastOffsetDelta: lastOffset - baseOffset };
  producers.appended(sequenced, baseOffset, maxTimestamp);
  if (isTransactional) transactions.wrote(producerId, baseOffset);
}

function replayMarker(batch: RecordBatch, { producers, transactions }: ProducerKnowledge, startOffset: number): void {
  const producerId = Number(batch.producerId);
  for (const record of batch) {
    const { type, coordinatorEpoch } = readControlRecord(record);
    producers.ended({ producerId, producerEpoch: batch.producerEpoch, coordinatorEpoch }, batch.maxTimestamp);
    transactions.ended(producerId, record.offset, type === 'commit', startOffset);
  }
}
