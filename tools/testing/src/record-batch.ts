import { RecordBatchWriter } from '@k/codec';

/** A record for tests: its value, and its time, milliseconds since 1970. */
export type TestRecord = string | { readonly value: string; readonly timestamp: number };

/** When a virtual clock begins, 2024-01-01: the broker deletes records that are older than seven days. */
const THEN = 1_704_067_200_000;

/** One batch of records, as Produce takes it. */
export function recordBatch(records: readonly TestRecord[]): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 16_777_216, compression: 'none' });
  for (const record of records) {
    const { value, timestamp } = typeof record === 'string' ? { value: record, timestamp: THEN } : record;
    writer.tryAppend(timestamp, null, value, []);
  }
  return writer.seal();
}
