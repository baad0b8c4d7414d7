import { invalidArgument, isBytes } from '../arguments.ts';
import { beyondLimit, failureOf } from './codec-failure.ts';
import type { CompressionRegistry, CompressionType } from './registry.ts';
import type { CodecError, CodecErrorReason } from '../errors.ts';

/** What reading a batch needs beside its bytes. */
export interface RecordBatchContext {
  readonly compressions: CompressionRegistry;
  readonly maxDecompressedBytes: number;
  /** Whether the messages in a wrapper are checked too, each has a checksum of its own. */
  readonly checkCrcs: boolean;
  /** Whether the offsets of messages are to be counted instead of read. */
  readonly unassignedOffsets: boolean;
}

/** Makes the error of a batch: it knows the place. */
export type BatchErrorMaker = (what: string, reason: CodecErrorReason, cause?: unknown) => CodecError;

/** Decompresses the records of one batch; whatever the codec throws becomes the batch's {@link CodecError}. */
export function decompress(
  type: Exclude<CompressionType, 'none'>,
  source: Buffer,
  magic: number,
  { compressions, maxDecompressedBytes: maxBytes }: Pick<RecordBatchContext, 'compressions' | 'maxDecompressedBytes'>,
  error: BatchErrorMaker,
): Buffer {
  try {
    const plain = compressions.get(type).decompress(source, { maxBytes, magic });
    if (!isBytes(plain)) throw invalidArgument(`what the codec of ${type} gives is a Buffer`, plain);
    if (plain.length > maxBytes) throw beyondLimit(type, maxBytes);
    return plain;
  } catch (cause) {
    const failure = failureOf(type, maxBytes, cause);
    throw error(failure.message, failure.reason, cause);
  }
}
