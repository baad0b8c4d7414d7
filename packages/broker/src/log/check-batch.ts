import {
  announcedLength,
  batchHeader,
  type BatchHeader,
  compressionFacts,
  compressionTypeOf,
  hasGoodChecksum,
  magicOf,
  RECORD_BATCH_OVERHEAD,
} from '@k/codec';
import { ErrorCode } from '@k/wire';

/** Why a batch is not taken. All but the code goes to the client from Produce v8 on. */
export interface BatchRefusal {
  readonly errorCode: number;
  readonly message: string;
  /** What is wrong with single records (KIP-467). */
  readonly recordErrors?: readonly RecordError[];
}

export interface RecordError {
  /** Place of the record in its batch, from 0. */
  readonly batchIndex: number;
  readonly batchIndexErrorMessage: string;
}

/** What a partition takes of a batch as a whole; what its records have to be is in check-records.ts. */
export interface BatchLimits {
  /** `max.message.bytes` of the topic. */
  readonly maxMessageBytes: number;
  /** Version of the Produce request: compressions came one by one, as zstd with v7 (KIP-110). */
  readonly produceVersion: number;
  /** Whether the request has a transactional id. */
  readonly transactional: boolean;
}

/** Whether the records are of an idempotent producer; looked at before anything else is, so they may be anything. */
export function hasProducerId(records: Buffer | null): boolean {
  if (records === null || magicOf(records) !== 2 || records.length < RECORD_BATCH_OVERHEAD) return false;
  return batchHeader(records).producerId >= 0n;
}

/**
 * Checks the record set of one partition of a Produce request: exactly one batch of magic 2, whole, undamaged, within
 * the limits, with the fields a client may set. Works on the header and one CRC over the bytes; no record is looked at.
 */
export function checkBatch(records: Buffer | null, limits: BatchLimits): BatchHeader | BatchRefusal {
  if (records === null || records.length === 0) {
    return refuse(ErrorCode.INVALID_RECORD, 'a produce request must hold a record batch for each partition');
  }
  const length = announcedLength(records);
  const magic = magicOf(records);
  // As on Kafka, a batch that is cut off does not count: there is none, or none behind the first.
  if (length === undefined || magic === undefined || length > records.length) {
    return refuse(ErrorCode.INVALID_RECORD, `the record batch is cut off after ${String(records.length)} bytes`);
  }
  if (magic !== 2) {
    return magic >= 0 && magic < 2
      ? refuse(ErrorCode.INVALID_RECORD, `Produce v3 and newer take message format v2 only, not v${String(magic)}`)
      : refuse(ErrorCode.CORRUPT_MESSAGE, `unknown record batch magic ${String(magic)}`);
  }
  if (length < RECORD_BATCH_OVERHEAD) {
    return refuse(ErrorCode.CORRUPT_MESSAGE, `the record batch says it is only ${String(length)} bytes long`);
  }
  const next = announcedLength(records, length);
  if (next !== undefined && length + next <= records.length) {
    return refuse(ErrorCode.INVALID_RECORD, 'a produce request must hold exactly one record batch for each partition');
  }
  if (length > limits.maxMessageBytes) {
    return refuse(
      ErrorCode.MESSAGE_TOO_LARGE,
      `the record batch is ${String(length)} bytes long, max.message.bytes is ${String(limits.maxMessageBytes)}`,
    );
  }
  if (!hasGoodChecksum(records.subarray(0, length))) {
    return refuse(ErrorCode.CORRUPT_MESSAGE, 'the CRC-32C of the record batch does not match its bytes');
  }
  const header = batchHeader(records);
  return refuseFields(header, limits) ?? header;
}

export function isRefusal(outcome: object): outcome is BatchRefusal {
  return 'errorCode' in outcome;
}

function refuseFields(header: BatchHeader, limits: BatchLimits): BatchRefusal | undefined {
  if (header.baseOffset !== 0) {
    return refuse(ErrorCode.INVALID_RECORD, `the base offset must be 0, it is ${String(header.baseOffset)}`);
  }
  if (header.count <= 0 || header.lastOffsetDelta !== header.count - 1) {
    return refuse(
      ErrorCode.INVALID_RECORD,
      `the batch says it has ${String(header.count)} records and a last offset delta of ${String(header.lastOffsetDelta)}`,
    );
  }
  if (header.isControl) return refuse(ErrorCode.INVALID_RECORD, 'clients may not write control batches');
  if (header.isTransactional && !limits.transactional) {
    return refuse(
      ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
      'a transactional batch in a request without a transactional id',
    );
  }
  if (header.isTransactional && header.producerId < 0n) {
    return refuse(ErrorCode.INVALID_RECORD, 'a transactional batch needs a producer id');
  }
  if (header.producerId >= 0n && (header.producerEpoch < 0 || header.baseSequence < 0)) {
    return refuse(ErrorCode.INVALID_RECORD, 'an idempotent batch needs an epoch and a sequence of 0 or more');
  }
  const compression = compressionTypeOf(header.compressionId);
  if (compression === undefined || compressionFacts(compression).sinceProduce > limits.produceVersion) {
    return refuse(
      ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
      `compression type ${String(header.compressionId)} is not allowed in Produce v${String(limits.produceVersion)}`,
    );
  }
  return undefined;
}

function refuse(errorCode: number, message: string): BatchRefusal {
  return { errorCode, message };
}
