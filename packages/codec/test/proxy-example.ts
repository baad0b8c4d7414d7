import { convertRecords, readBatches, RecordBatchWriter } from '../src/index.ts';

/** Changes the values of a record set; offsets, keys, headers, compression and producer state stay as they are. */
export function mapValues(records: Buffer, change: (value: Buffer | null) => Uint8Array | null): Buffer {
  const batches: Buffer[] = [];
  // Message sets of old clients become record batches: one kind to deal with.
  for (const batch of readBatches(convertRecords(records, 2))) {
    if (batch.isControl || batch.count === 0) {
      batches.push(batch.slice); // a broker's markers are passed on untouched
      continue;
    }
    const { baseOffset, lastOffset, compression, timestampType, maxTimestamp } = batch;
    const { partitionLeaderEpoch, producerId, producerEpoch, baseSequence, isTransactional } = batch;
    const writer = new RecordBatchWriter({ maxBytes: 2 ** 31 - 1, compression }); // one each: its bytes are kept
    for (const { timestamp, key, value, headers, offset } of batch) {
      writer.tryAppend(timestamp, key, change(value), headers, offset - baseOffset);
    }
    const producer = { producerId, producerEpoch, baseSequence, isTransactional };
    const place = { baseOffset, lastOffsetDelta: lastOffset - baseOffset, partitionLeaderEpoch };
    const [rewritten] = readBatches(writer.seal({ ...producer, ...place }), { checkCrcs: false });
    if (timestampType === 'LogAppendTime') rewritten?.setMaxTimestamp(timestampType, maxTimestamp);
    if (rewritten !== undefined) batches.push(rewritten.slice);
  }
  return Buffer.concat(batches);
}
