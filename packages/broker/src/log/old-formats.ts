import { CodecError, convertBatches, convertRecords, readBatches, type RecordBatch } from '@k/codec';
import { ErrorCode } from '@k/wire';
import type { BatchRefusal } from './check-batch.ts';

/** Produce carried message sets up to this version, one record batch afterwards. */
const LAST_PRODUCE_OF_MESSAGE_SETS = 2;
/** Fetch answers had message sets up to this version: format 0 before v2, format 1 from then on. */
const LAST_FETCH_OF_MESSAGE_SETS = 3;
const FIRST_FETCH_WITH_TIMESTAMPS = 2;
/** From v3 on the first message comes whatever its size (KIP-74); before, everything is cut off at the limit. */
const LAST_FETCH_WITH_HARD_LIMIT = 2;

/** Whether a request of this version may bring messages of format 0 and 1. */
export function mayBeMessageSet(produceVersion: number): boolean {
  return produceVersion <= LAST_PRODUCE_OF_MESSAGE_SETS;
}

/**
 * Checks a message set of a producer and makes record batches of it: every checksum, those in wrappers included, and
 * every record is looked at, as on Kafka. Nothing is appended unless all of it is good. A message that is cut off at the
 * end does not count; a set without any gives no batch and is no error.
 * @returns batches to be appended one after the other.
 * @param terms.baseOffset offset of the first record
 * @param terms.mayBeMixed whether a compressed message may have others beside it
 */
export function convertProduced(
  records: Buffer | null,
  terms: { readonly baseOffset: number; readonly maxMessageBytes: number; readonly mayBeMixed: boolean },
): readonly RecordBatch[] | BatchRefusal {
  const { baseOffset, maxMessageBytes, mayBeMixed } = terms;
  let messages = 0;
  let hasWrapper = false;
  try {
    for (const message of readBatches(records, { unassignedOffsets: true })) {
      if (message.magic === 2) {
        // It would come in past the checks of producer ids and sequences.
        return { errorCode: ErrorCode.INVALID_RECORD, message: 'a record batch behind messages of an older format' };
      }
      if (message.byteLength > maxMessageBytes) {
        return {
          errorCode: ErrorCode.MESSAGE_TOO_LARGE,
          message: `a message is ${String(message.byteLength)} bytes long, max.message.bytes is ${String(maxMessageBytes)}`,
        };
      }
      if (message.timestampType === 'LogAppendTime') {
        return { errorCode: ErrorCode.INVALID_TIMESTAMP, message: 'producers may not say LogAppendTime' };
      }
      messages++;
      hasWrapper ||= message.compression !== 'none';
    }
    if (hasWrapper && messages > 1 && !mayBeMixed) {
      return { errorCode: ErrorCode.INVALID_RECORD, message: 'a compressed message has to be the only one of its set' };
    }
    const converted = convertRecords(records, 2, { baseOffset, maxBatchBytes: maxMessageBytes });
    return [...readBatches(converted, { checkCrcs: false })];
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    const errorCode =
      error.reason === 'unsupported' ? ErrorCode.UNSUPPORTED_COMPRESSION_TYPE : ErrorCode.CORRUPT_MESSAGE;
    return { errorCode, message: error.message };
  }
}

/** Whether a Fetch of this version gets no byte more than it wants of a partition, and so maybe a part of a message only. */
export function hasHardLimit(fetchVersion: number): boolean {
  return fetchVersion <= LAST_FETCH_WITH_HARD_LIMIT;
}

/** The newest format that a Fetch of this version can answer with. */
export function formatOfFetch(fetchVersion: number): 0 | 1 | 2 {
  if (fetchVersion > LAST_FETCH_OF_MESSAGE_SETS) return 2;
  return fetchVersion < FIRST_FETCH_WITH_TIMESTAMPS ? 0 : 1;
}

/**
 * Stored batches as an older client reads them. What cannot be converted (zstd) ends them.
 * @returns null when not even the first batch could be converted.
 */
export function convertFetched(records: Buffer, magic: 0 | 1, fromOffset: number): Buffer | null {
  const parts: Buffer[] = [];
  try {
    // The broker checked them when they came.
    for (const part of convertBatches(records, magic, { fromOffset, checkCrcs: false })) parts.push(part);
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    if (parts.length === 0) return null;
  }
  return Buffer.concat(parts);
}
