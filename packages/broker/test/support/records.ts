import { readBatches, RecordBatchWriter, type SealInit } from '@k/codec';

/** Any time will do, as long as it is before the broker's. */
export const TIMESTAMP = Date.UTC(2023, 5, 1);
/** A day before a virtual clock begins: a marker of now does not begin a segment behind it (`segment.ms`). */
export const RECENT = Date.UTC(2023, 11, 31);

/** A sealed batch with one record per value; timestamps count up from `timestamp`. */
export function batchOf(
  values: readonly string[],
  init: SealInit = {},
  options: { timestamp?: number; compression?: 'none' | 'gzip'; key?: string } = {},
): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 10_000_000, compression: options.compression ?? 'none' });
  values.forEach((value, index) => {
    writer.tryAppend((options.timestamp ?? TIMESTAMP) + index, options.key ?? null, value);
  });
  return Buffer.from(writer.seal(init));
}

/** 'offset:value' of every record in a record set. */
export function recordsIn(bytes: Uint8Array | null): string[] {
  const found: string[] = [];
  for (const batch of readBatches(bytes ?? new Uint8Array(0))) {
    for (const record of batch) found.push(`${String(record.offset)}:${record.value?.toString() ?? 'null'}`);
  }
  return found;
}
