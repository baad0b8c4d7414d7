import { readBatches, RecordBatchWriter, type RecordBatchWriterOptions } from '@k/codec';
import { ProducerBatch } from './batch.ts';
import type { Waiter } from './settle.ts';

/** Where a batch is cut: in the middle, or wherever records with headers and such without meet. */
export type Cut = 'halves' | 'headers';

/**
 * Cuts a batch into parts, in order: into halves when its broker found it too large (its `message.max.bytes` or the topic's
 * `max.message.bytes` is less than our `batchSize`), or where headers begin and end. The records, read back from the sealed
 * bytes, go into new batches, each with the promise that waits for it. A half that is still too large is halved again when
 * the broker says so.
 */
export function splitBatch(
  batch: ProducerBatch,
  packing: Pick<RecordBatchWriterOptions, 'compression' | 'level'>,
  cut: Cut,
): ProducerBatch[] {
  const targets: { readonly target: Waiter; readonly index: number }[] = [];
  batch.forEachRecord((target, index) => targets.push({ target, index }));

  const most = cut === 'halves' ? Math.ceil(batch.count / 2) : batch.count;
  let hasHeaders = false;
  const parts: ProducerBatch[] = [];
  let part: ProducerBatch | null = null;
  let delta = 0;
  // CRCs were written by ourselves a moment ago.
  for (const sealed of readBatches(batch.seal(), { checkCrcs: false })) {
    for (const record of sealed) {
      const changes = cut === 'headers' && hasHeaders !== record.headers.length > 0;
      hasHeaders = record.headers.length > 0;
      if (part === null || part.count >= most || changes) {
        // The count is the bound: halves of a compressed batch have no known size.
        const writer = new RecordBatchWriter({
          maxBytes: 0x7fffffff,
          initialBytes: batch.byteLength >> 1,
          ...packing,
        });
        part = new ProducerBatch(batch.topic, batch.partition, writer, batch.createdAt);
        part.attempts = batch.attempts;
        part.lastError = batch.lastError;
        parts.push(part);
      }
      const { target, index } = targets[delta++] as { target: Waiter; index: number };
      part.tryAppend(record.timestamp, record.key, record.value, record.headers, target, index);
    }
  }
  batch.becomes(parts);
  return parts;
}
