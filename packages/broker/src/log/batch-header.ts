/**
 * The fixed fields of a record batch, magic 2, read once per batch at the head of a Produce request.
 * https://kafka.apache.org/documentation/#recordbatch
 */

export const BATCH_HEADER_BYTES = 61;
/** Base offset and length stand before what the length field counts. */
const BYTES_BEFORE_LENGTH_COUNTS = 12;
const LENGTH_POSITION = 8;
export const LEADER_EPOCH_POSITION = 12;
const MAGIC_POSITION = 16;
const CRC_POSITION = 17;
/** The CRC covers everything from here: base offset and leader epoch can be set without touching it. */
const ATTRIBUTES_POSITION = 21;
const LAST_OFFSET_DELTA_POSITION = 23;
const MAX_TIMESTAMP_POSITION = 35;
const PRODUCER_ID_POSITION = 43;
const PRODUCER_EPOCH_POSITION = 51;
const BASE_SEQUENCE_POSITION = 53;
const COUNT_POSITION = 57;

const COMPRESSION_MASK = 0x07;
const TRANSACTIONAL_FLAG = 0x10;
const CONTROL_FLAG = 0x20;

export interface BatchHeader {
  readonly baseOffset: number;
  /** Bytes of the whole batch, its first two fields included. */
  readonly byteLength: number;
  readonly crc: number;
  readonly compression: number;
  readonly isTransactional: boolean;
  readonly isControl: boolean;
  readonly lastOffsetDelta: number;
  /** ms since the epoch, -1 for none. */
  readonly maxTimestamp: number;
  /** -1: not idempotent. */
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly count: number;
}

/** The magic byte stands at the same place in every format that Kafka ever had; undefined: too short to have one. */
export function magicOf(bytes: Buffer): number | undefined {
  return bytes.length > MAGIC_POSITION ? bytes.readInt8(MAGIC_POSITION) : undefined;
}

/** Size of the batch that begins at `position`, as its length field announces it; undefined: cut off before the field. */
export function announcedLength(bytes: Buffer, position: number): number | undefined {
  if (bytes.length - position < BYTES_BEFORE_LENGTH_COUNTS) return undefined;
  return bytes.readInt32BE(position + LENGTH_POSITION) + BYTES_BEFORE_LENGTH_COUNTS;
}

/** Reads the header of a batch with magic 2; the caller has seen to it that {@link BATCH_HEADER_BYTES} are there. */
export function readBatchHeader(bytes: Buffer): BatchHeader {
  const attributes = bytes.readInt16BE(ATTRIBUTES_POSITION);
  return {
    baseOffset: readInt64(bytes, 0),
    byteLength: bytes.readInt32BE(LENGTH_POSITION) + BYTES_BEFORE_LENGTH_COUNTS,
    crc: bytes.readUInt32BE(CRC_POSITION),
    compression: attributes & COMPRESSION_MASK,
    isTransactional: (attributes & TRANSACTIONAL_FLAG) !== 0,
    isControl: (attributes & CONTROL_FLAG) !== 0,
    lastOffsetDelta: bytes.readInt32BE(LAST_OFFSET_DELTA_POSITION),
    maxTimestamp: readInt64(bytes, MAX_TIMESTAMP_POSITION),
    producerId: readInt64(bytes, PRODUCER_ID_POSITION),
    producerEpoch: bytes.readInt16BE(PRODUCER_EPOCH_POSITION),
    baseSequence: bytes.readInt32BE(BASE_SEQUENCE_POSITION),
    count: bytes.readInt32BE(COUNT_POSITION),
  };
}

/** What the CRC of a batch covers. */
export function checkedPart(batch: Uint8Array): Uint8Array {
  return batch.subarray(ATTRIBUTES_POSITION);
}

/** An int64 as a number; values past 2^53 lose digits, which only absurd input has. */
function readInt64(bytes: Buffer, position: number): number {
  return bytes.readInt32BE(position) * 4294967296 + bytes.readUInt32BE(position + 4);
}
