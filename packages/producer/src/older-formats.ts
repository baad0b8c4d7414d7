import { convertRecords, readBatches } from '@k/codec';
import { asError } from '@k/wire';
import { SerializationError } from './errors.ts';
import type { RefusedBatch, SealedBatch } from './link.ts';

/** Produce takes record batches (magic 2) since then: Kafka 0.11. */
export const RECORD_BATCHES_SINCE = 3;
/** Produce takes messages with timestamps (magic 1) since then: Kafka 0.10. */
const TIMESTAMPS_SINCE = 2;

/**
 * A batch as brokers before 0.11 take it: a message set. The batch itself stays what it is, so a repetition that finds a
 * newer leader sends it as it was sealed.
 * @param version of Produce, less than {@link RECORD_BATCHES_SINCE}
 * @param level to compress with; undefined for the codec's own
 */
export function inOlderFormat(
  { topic, partition, records }: SealedBatch,
  version: number,
  level: number | undefined,
): SealedBatch | RefusedBatch {
  // We wrote the checksums ourselves.
  const reading = { checkCrcs: false };
  try {
    let count = 0;
    let withHeaders = 0;
    for (const batch of readBatches(records, reading)) {
      for (const { headers } of batch) {
        count++;
        if (headers.length > 0) withHeaders++;
      }
    }
    if (withHeaders > 0) {
      const message = `Headers need Kafka 0.11 or newer, and the leader of partition ${partition} is older: send the record without them`;
      return { refusal: new SerializationError(topic, message), isMixed: withHeaders < count };
    }
    const magic = version >= TIMESTAMPS_SINCE ? 1 : 0;
    return { topic, partition, records: convertRecords(records, magic, { ...reading, level }) };
  } catch (error) {
    return { refusal: asError(error), isMixed: false };
  }
}
