import { asBuffer } from './as-buffer.ts';
import { LOG_OVERHEAD, BATCH_LENGTH, MAGIC, RECORD_BATCH_OVERHEAD } from './batch/batch-layout.ts';
import {
  checkByteLimit,
  checkFlag,
  checkOptionalInteger,
  checkOptions,
  invalidArgument,
  isBytes,
} from './arguments.ts';
import { checkRegistry, type CompressionRegistry, compressions } from './compression/registry.ts';
import { CodecError, type CodecErrorReason } from './errors.ts';
import { LegacyRecordBatch } from './legacy/legacy-record-batch.ts';
import { minSize } from './legacy/legacy-layout.ts';
import { readInt64 } from './int64.ts';
import type { RecordBatchContext } from './compression/decompress.ts';
import type { RecordBatch } from './record-batch.ts';
import { RecordBatchV2 } from './batch/record-batch-v2.ts';

export const DEFAULT_MAX_DECOMPRESSED_BYTES = 128 * 1024 * 1024;

const EMPTY = Buffer.alloc(0);

export interface ReadBatchesOptions {
  /** Check the checksum of each batch before handing it out. @default true */
  readonly checkCrcs?: boolean | undefined;
  /** Pass over batches that end before this offset; their checksum is checked all the same. @default 0 */
  readonly fromOffset?: number | undefined;
  /**
   * For what producers send: offsets of messages of formats 0 and 1 mean nothing there (any number is allowed, kafkajs
   * sends -1), so they count from 0 in each batch instead of being read. @default false
   */
  readonly unassignedOffsets?: boolean | undefined;
  /** The most that one batch may decompress to, in bytes; Infinity: what there is memory for. @default 128 MiB */
  readonly maxDecompressedBytes?: number | undefined;
  /** Codecs to decompress with. @default {@link compressions} */
  readonly compressions?: CompressionRegistry | undefined;
}

export const READ_OPTIONS: ReadonlySet<string> = new Set([
  'checkCrcs',
  'fromOffset',
  'unassignedOffsets',
  'maxDecompressedBytes',
  'compressions',
]);

function checkReadOptions(options: ReadBatchesOptions): void {
  checkFlag('checkCrcs', options.checkCrcs);
  checkFlag('unassignedOffsets', options.unassignedOffsets);
  checkOptionalInteger('fromOffset', options.fromOffset, 0, Number.MAX_SAFE_INTEGER);
  if (options.maxDecompressedBytes !== undefined) checkByteLimit('maxDecompressedBytes', options.maxDecompressedBytes);
  checkRegistry(options.compressions);
}

/**
 * The batches of a record set, one after the other, as views over its bytes.
 *
 * A batch that is cut off at the end is not an error, as brokers cut where the fetch limit falls: iteration ends
 * before it, and `position`, `partialBytes` and `partialBatchBytes` tell how it ended.
 */
export class BatchReader implements IterableIterator<RecordBatch> {
  readonly #bytes: Buffer;
  readonly #context: RecordBatchContext;
  readonly #checkCrcs: boolean;
  readonly #fromOffset: number;
  #position = 0;

  /** @throws CodecError ('invalid-argument') */
  constructor(records: Uint8Array | null, options: ReadBatchesOptions = {}) {
    checkOptions('readBatches()', options, READ_OPTIONS);
    checkReadOptions(options);
    // JavaScript callers: undefined is what a misspelt field gives.
    if (records !== null && !isBytes(records)) throw invalidArgument('a record set is a Uint8Array or null', records);
    const bytes = records ?? EMPTY;
    this.#bytes = asBuffer(bytes);
    this.#checkCrcs = options.checkCrcs ?? true;
    this.#fromOffset = options.fromOffset ?? 0;
    this.#context = {
      compressions: options.compressions ?? compressions,
      maxDecompressedBytes: options.maxDecompressedBytes ?? DEFAULT_MAX_DECOMPRESSED_BYTES,
      checkCrcs: this.#checkCrcs,
      unassignedOffsets: options.unassignedOffsets ?? false,
    };
  }

  /** Bytes read so far: where the next batch begins. */
  get position(): number {
    return this.#position;
  }

  /** Bytes that are left; after the end, those of the batch that was cut off. */
  get partialBytes(): number {
    return this.#bytes.length - this.#position;
  }

  /** Announced size of the batch that begins at `position`, or 0 when not even its length is there. Not to be trusted. */
  get partialBatchBytes(): number {
    if (this.partialBytes < LOG_OVERHEAD) return 0;
    return LOG_OVERHEAD + this.#bytes.readInt32BE(this.#position + BATCH_LENGTH);
  }

  /** The next batch, or null when no further one is complete. @throws CodecError; the same again when called again. */
  read(): RecordBatch | null {
    for (;;) {
      const size = this.#sizeOfNext();
      if (size === 0) return null;
      const batch = this.#batchAt(this.#position, size);
      // Before anything in it is believed, its last offset included.
      if (this.#checkCrcs) batch.verify();
      batch.validate();
      this.#position += size;
      if (batch.nextOffset > this.#fromOffset) return batch;
    }
  }

  next(): IteratorResult<RecordBatch, undefined> {
    const batch = this.read();
    return batch === null ? { done: true, value: undefined } : { done: false, value: batch };
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** Size of the batch at the position when all of it is there, else 0. */
  #sizeOfNext(): number {
    const available = this.partialBytes;
    if (available < LOG_OVERHEAD) return 0;
    const length = this.#bytes.readInt32BE(this.#position + BATCH_LENGTH);
    if (length < minSize(0)) throw this.#error(`a batch length of ${length}`, 'corrupt');
    return length <= available - LOG_OVERHEAD ? LOG_OVERHEAD + length : 0;
  }

  #batchAt(position: number, size: number): RecordBatch {
    const magic = this.#bytes.readInt8(position + MAGIC);
    switch (magic) {
      case 0:
      case 1:
        if (size < LOG_OVERHEAD + minSize(magic)) {
          throw this.#error(`a message of ${size} bytes, which is less than its header`, 'corrupt');
        }
        return new LegacyRecordBatch(this.#bytes, position, magic, this.#context);
      case 2:
        if (size < RECORD_BATCH_OVERHEAD) {
          throw this.#error(`a batch of ${size} bytes, which is less than its header`, 'corrupt');
        }
        return new RecordBatchV2(this.#bytes, position, this.#context);
      default:
        throw this.#error(`unknown message format (magic ${magic})`, 'corrupt');
    }
  }

  #error(what: string, reason: CodecErrorReason): CodecError {
    const value = readInt64(this.#bytes, this.#position);
    const offset = Number.isNaN(value) ? undefined : value;
    return new CodecError(`batch at byte ${this.#position}, base offset ${offset ?? 'too large'}: ${what}`, {
      reason,
      batchPosition: this.#position,
      offset,
    });
  }
}

/**
 * Reads a record set: the `records` of a Fetch response or a Produce request, or a part of a log segment.
 * null, as a response has it when there is nothing, is an empty set.
 *
 * The batches before a damaged one are handed out, then the iteration throws a {@link CodecError} with the position
 * and base offset of the damaged one. What is not iterated is not looked at.
 */
export function readBatches(records: Uint8Array | null, options?: ReadBatchesOptions): BatchReader {
  return new BatchReader(records, options);
}
