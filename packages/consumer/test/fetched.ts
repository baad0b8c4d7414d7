import { RecordBatchWriter } from '@k/codec';
import { VirtualClock } from '@k/runtime';
import { ByteLease } from '../src/fetch/byte-budget.ts';
import { FetchedBatches } from '../src/fetch/fetched-batches.ts';
import type { FetchedData } from '../src/fetch/fetched-data.ts';
import { RecordBuffer } from '../src/delivery/record-buffer.ts';
import type { RecordSource } from '../src/delivery/consumer-record.ts';
import { Assignment } from '../src/position/assignment.ts';

/** One batch of so many records from `offset` on, as a fetch brings it; each value is its record's offset. */
export function fetched(source: RecordSource<Buffer, Buffer>, offset: number, count: number): FetchedData {
  const writer = new RecordBatchWriter({ maxBytes: 100_000 });
  for (let i = 0; i < count; i++) writer.tryAppend(0, null, String(offset + i));
  const records = writer.seal({ baseOffset: offset, partitionLeaderEpoch: 7 });
  return new FetchedBatches({
    source,
    records,
    fromOffset: offset,
    endOffset: offset + count,
    endLeaderEpoch: 7,
    checkCrcs: true,
    aborted: null,
    highWatermark: offset + count,
    lease: new ByteLease(() => undefined),
  });
}

export interface Buffered {
  readonly buffer: RecordBuffer<Buffer, Buffer>;
  readonly assignment: Assignment<Buffer, Buffer>;
}

/** A record buffer and the partitions that it hands out of, wired as the consumer does it. */
export function makeBuffer(
  clock = new VirtualClock(),
  autoOffsetReset: 'earliest' | 'latest' | 'none' = 'none',
): Buffered {
  const assignment: Assignment<Buffer, Buffer> = new Assignment<Buffer, Buffer>({
    autoOffsetReset,
    keyDeserializer: undefined,
    valueDeserializer: undefined,
    events: {
      gone: () => undefined,
      ready: (partition) => {
        buffer.add(partition);
      },
      moved: (partition) => {
        buffer.moved(partition);
      },
      paused: (partition) => {
        buffer.interrupt(partition);
      },
      unprepared: () => undefined,
      skipped: () => undefined,
      wanting: () => undefined,
      truncated: () => undefined,
    },
  });
  const buffer: RecordBuffer<Buffer, Buffer> = new RecordBuffer(clock, assignment);
  return { buffer, assignment };
}
