/**
 * Where the fields of a record batch (magic 2) are.
 * https://kafka.apache.org/documentation/#recordbatch
 */
export const BASE_OFFSET = 0;
export const BATCH_LENGTH = 8;
export const PARTITION_LEADER_EPOCH = 12;
export const MAGIC = 16;
export const CRC = 17;
/** The checksum covers everything from here: the fields before it change when a broker stores the batch. */
export const ATTRIBUTES = 21;
export const LAST_OFFSET_DELTA = 23;
export const BASE_TIMESTAMP = 27;
export const MAX_TIMESTAMP = 35;
export const PRODUCER_ID = 43;
export const PRODUCER_EPOCH = 51;
export const BASE_SEQUENCE = 53;
export const RECORD_COUNT = 57;

/** Bytes of a record batch (magic 2) before its first record. */
export const RECORD_BATCH_OVERHEAD = 61;
/** Base offset and length: what every format begins with, and what the length does not count. */
export const LOG_OVERHEAD = 12;

export const COMPRESSION_MASK = 0x07;
export const LOG_APPEND_TIME_FLAG = 0x08;
export const TRANSACTIONAL_FLAG = 0x10;
export const CONTROL_FLAG = 0x20;
export const DELETE_HORIZON_FLAG = 0x40;
