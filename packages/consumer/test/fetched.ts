import { endOffset, RecordBatchWriter } from '@k/codec';
import { ByteLease } from '../src/fetch/byte-budget.ts';
import { FetchedData } from '../src/fetch/fetched-data.ts';
import type { RecordSource } from '../src/delivery/consumer-record.ts';

/** One batch of so many records from `offset` on, as a fetch brings it; each value is its record's offset. */
export function fetched(source: RecordSource<Buffer, Buffer>, offset: number, count: number): FetchedData {
  const writer = new RecordBatchWriter({ maxBytes: 100_000 });
  for (let i = 0; i < count; i++) writer.tryAppend(0, null, String(offset + i));
  const records = writer.seal({ baseOffset: offset, partitionLeaderEpoch: 7 });
  return new FetchedData({
    source,
    records,
    fromOffset: offset,
    endOffset: endOffset(records, offset),
    checkCrcs: true,
    abortedTransactions: null,
    highWatermark: offset + count,
    lease: new ByteLease(() => undefined),
  });
}
