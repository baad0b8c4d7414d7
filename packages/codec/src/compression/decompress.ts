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
    return checked(type, compressions.get(type).decompress(source, { maxBytes, magic }), maxBytes);
  } catch (cause) {
    const failure = failureOf(type, maxBytes, cause);
    throw error(failure.message, failure.reason, cause);
  }
}

/** The same in another thread, where the codec has one: see {@link hasThread}. */
export async function decompressAsync(
  type: Exclude<CompressionType, 'none'>,
  source: Buffer,
  magic: number,
  { compressions, maxDecompressedBytes: maxBytes }: Pick<RecordBatchContext, 'compressions' | 'maxDecompressedBytes'>,
  error: BatchErrorMaker,
): Promise<Buffer> {
  try {
    const codec = compressions.get(type);
    const options = { maxBytes, magic };
    const plain = codec.decompressAsync?.(source, options) ?? codec.decompress(source, options);
    return checked(type, await plain, maxBytes);
  } catch (cause) {
    const failure = failureOf(type, maxBytes, cause);
    throw error(failure.message, failure.reason, cause);
  }
}

/** Whether `decompressAsync` leaves this thread alone. */
export function hasThread(type: CompressionType, registry: CompressionRegistry): boolean {
  if (type === 'none' || !registry.has(type)) return false;
  const codec = registry.get(type);
  return codec.decompressAsync !== undefined && codec.asyncFromBytes !== Infinity;
}

/** What a codec gave, if it is that. */
function checked(type: string, plain: Buffer, maxBytes: number): Buffer {
  if (!isBytes(plain)) throw invalidArgument(`what the codec of ${type} gives is a Buffer`, plain);
  if (plain.length > maxBytes) throw beyondLimit(type, maxBytes);
  return plain;
}
