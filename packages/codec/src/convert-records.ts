import { checkFlag, checkOptionalInteger, checkOptions, invalidArgument } from './arguments.ts';
import { checkOffset } from './batch/batch-fields.ts';
import { RECORD_BATCH_OVERHEAD } from './batch/batch-layout.ts';
import { type CompressionRegistry, compressions, type CompressionType } from './compression/registry.ts';
import { CodecError } from './errors.ts';
import { MessageSetWriter } from './legacy/message-set-writer.ts';
import { type BatchReader, READ_OPTIONS, readBatches, type ReadBatchesOptions } from './read-batches.ts';
import type { RecordBatch } from './record-batch.ts';
import { RecordBatchWriter } from './batch/record-batch-writer.ts';
import type { RecordCursor } from './record-cursor.ts';

const MAX_BYTES = 0x7fff_ffff;
const MAX_OFFSET_DELTA = 0x7fff_ffff;
const DEFAULT_MAX_BATCH_BYTES = 1024 * 1024;

export interface ConvertRecordsOptions extends ReadBatchesOptions {
  /**
   * Give the records new offsets, one after the other from here on, as a broker does when it appends what a producer
   * sent: `unassignedOffsets` is on then. Without it every record keeps its offset.
   */
  readonly baseOffset?: number | undefined;
  /**
   * Leave batches of an older format as they are: who reads a format reads the older ones too. It is what a broker does
   * when it answers an old consumer. @default false: afterwards every batch has the format
   */
  readonly keepOlder?: boolean | undefined;
  /** Level to compress with, where the compression has levels. @default the codec's own */
  readonly level?: number | undefined;
  /** Messages that stand alone become record batches of at most this size. @default 1 MiB */
  readonly maxBatchBytes?: number | undefined;
}

const CONVERT_OPTIONS: ReadonlySet<string> = new Set([
  ...READ_OPTIONS,
  'baseOffset',
  'keepOlder',
  'level',
  'maxBatchBytes',
]);

/**
 * Converts a record set to another message format, as a broker does for clients that are older (KIP-31, KIP-98) or
 * for producers that are.
 *
 * - Offsets are kept, so there are gaps where records are left out; compression is kept.
 * - Below format 2: headers, producer ids and what makes a batch transactional are dropped, control batches and empty
 *   ones left out. zstd cannot go there.
 * - To format 0: timestamps are dropped. From format 0: there are none, -1.
 * - LogAppendTime stays what it is from format 1 on.
 * - Messages that stand alone are put together into record batches; a wrapper becomes one batch, and a batch one wrapper.
 *
 * @param records a record set; a batch that is cut off at its end is left out. It is not changed.
 * @param magic the format to convert to.
 * @returns the converted set: the bytes that came in when there was nothing to convert, else memory of its own.
 * @throws CodecError ('invalid-argument'), that of the first damaged batch, or ('unsupported') of the first zstd batch when `magic` is less than
 * 2. {@link convertBatches} gives what comes before it.
 */
export function convertRecords(records: Uint8Array | null, magic: 0 | 1 | 2, options?: ConvertRecordsOptions): Buffer {
  const parts = [...convertBatches(records, magic, options)];
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
}

/** {@link convertRecords} piece by piece, each some whole batches: for a vectored write, or to have what precedes damage. */
export function convertBatches(
  records: Uint8Array | null,
  magic: 0 | 1 | 2,
  options: ConvertRecordsOptions = {},
): Generator<Buffer, void, undefined> {
  // JavaScript callers.
  if (![0, 1, 2].includes(magic)) throw invalidArgument('a message format is 0, 1 or 2', magic);
  checkOptions('convertRecords()', options, CONVERT_OPTIONS);
  checkOffset('baseOffset', options.baseOffset ?? 0);
  checkFlag('keepOlder', options.keepOlder);
  checkOptionalInteger('level', options.level, -MAX_BYTES, MAX_BYTES);
  checkOptionalInteger('maxBatchBytes', options.maxBatchBytes, RECORD_BATCH_OVERHEAD + 1, MAX_BYTES);
  const { checkCrcs, fromOffset, maxDecompressedBytes, compressions: registry } = options;
  const unassignedOffsets = options.unassignedOffsets ?? options.baseOffset !== undefined;
  const reading = { checkCrcs, fromOffset, unassignedOffsets, maxDecompressedBytes, compressions: registry };
  return convertAll(readBatches(records, reading), magic, options);
}

function* convertAll(
  reader: BatchReader,
  magic: 0 | 1 | 2,
  options: ConvertRecordsOptions,
): Generator<Buffer, void, undefined> {
  const conversion = new Conversion(magic, options);
  let failure: CodecError | null = null;
  for (;;) {
    try {
      const batch = reader.read();
      if (batch === null) break;
      conversion.add(batch);
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      failure = error;
      break;
    }
    yield* conversion.take();
  }
  conversion.end();
  yield* conversion.take();
  if (failure !== null) throw failure;
}

/** Turns batches into pieces of the new format. A batch that turns out to be damaged leaves nothing behind. */
class Conversion {
  readonly #magic: 0 | 1 | 2;
  readonly #options: ConvertRecordsOptions;
  readonly #renumbers: boolean;
  #nextOffset: number;
  #done: Buffer[] = [];
  /** Neighbours that need no conversion, to be handed on as one piece. */
  #kept: { readonly bytes: Buffer; readonly start: number; end: number } | null = null;
  /** Messages that stood alone. */
  #open: Group | null = null;

  constructor(magic: 0 | 1 | 2, options: ConvertRecordsOptions) {
    this.#magic = magic;
    this.#options = options;
    this.#renumbers = options.baseOffset !== undefined;
    this.#nextOffset = options.baseOffset ?? 0;
  }

  /** What is ready so far. */
  take(): Buffer[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  end(): void {
    this.#close(this.#open);
    this.#open = null;
    if (this.#kept !== null) this.#done.push(this.#kept.bytes.subarray(this.#kept.start, this.#kept.end));
    this.#kept = null;
  }

  add(batch: RecordBatch): void {
    const magic = this.#magic;
    if (batch.magic === magic || (this.#options.keepOlder === true && batch.magic < magic)) {
      if (!this.#renumbers) {
        this.#keep(batch);
        return;
      }
      if (magic === 2) {
        this.end();
        this.#done.push(this.#renumbered(batch));
        return;
      }
    }
    if (batch.magic === 2) {
      // There is nothing like them in the older formats.
      if (batch.isControl || batch.count === 0) return;
      if (batch.compression === 'zstd') {
        const { position: batchPosition, baseOffset: offset } = batch;
        throw new CodecError(
          `batch at byte ${batchPosition}, base offset ${offset}: zstd cannot go into message format ${magic} (KIP-110)`,
          { reason: 'unsupported', batchPosition, offset },
        );
      }
    } else if (batch.compression === 'none') {
      this.#addMessage(batch);
      return;
    }
    this.#addWhole(batch);
  }

  #keep(batch: RecordBatch): void {
    const { bytes, position: start, byteLength } = batch;
    if (this.#open === null && this.#kept?.end === start) this.#kept.end += byteLength;
    else {
      this.end();
      this.#kept = { bytes, start, end: start + byteLength };
    }
  }

  #renumbered(batch: RecordBatch): Buffer {
    const copy = Buffer.from(batch.slice);
    const moved = readBatches(copy, { checkCrcs: false }).read() as RecordBatch;
    moved.setBaseOffset(this.#nextOffset);
    this.#nextOffset = moved.nextOffset;
    return copy;
  }

  /** A message that stands alone goes into the group of those before it. */
  #addMessage(batch: RecordBatch): void {
    if (this.#kept !== null) this.end();
    const cursor = batch.records();
    cursor.next();
    const offset = this.#renumbers ? this.#nextOffset : cursor.offset;
    const logAppendTime = batch.timestampType === 'LogAppendTime' ? batch.maxTimestamp : null;
    refuseNegative(cursor, batch);
    if (this.#open?.logAppendTime !== logAppendTime || !this.#open.tryAppend(cursor, offset)) {
      this.end();
      this.#open = new Group(this.#magic, 'none', logAppendTime, offset, this.#options);
      this.#open.tryAppend(cursor, offset);
    }
    this.#nextOffset = offset + 1;
  }

  /** A batch, or a wrapper, becomes a group of its own. */
  #addWhole(batch: RecordBatch): void {
    this.end();
    const { compression } = batch;
    const logAppendTime = batch.timestampType === 'LogAppendTime' ? batch.maxTimestamp : null;
    // Of messages that stand alone, a consumer is given those it asked for; a wrapper has to stay whole.
    const fromOffset = this.#magic < 2 && compression === 'none' ? (this.#options.fromOffset ?? 0) : 0;
    const groups: Group[] = [];
    let nextOffset = this.#nextOffset;
    const cursor = batch.records();
    while (cursor.next()) {
      if (cursor.offset < fromOffset) continue;
      const offset = this.#renumbers ? nextOffset++ : cursor.offset;
      refuseNegative(cursor, batch);
      if (groups.at(-1)?.tryAppend(cursor, offset) === true) continue;
      const group = new Group(this.#magic, compression, logAppendTime, offset, this.#options);
      group.tryAppend(cursor, offset);
      groups.push(group);
    }
    this.#nextOffset = nextOffset;
    for (const each of groups) this.#close(each);
  }

  #close(group: Group | null): void {
    if (group !== null) this.#done.push(group.seal());
  }
}

/** Records that are written together: a record batch, a wrapper, or messages in a row. */
class Group {
  readonly logAppendTime: number | null;
  readonly #magic: 0 | 1 | 2;
  readonly #baseOffset: number;
  readonly #records: RecordBatchWriter | null = null;
  readonly #messages: MessageSetWriter | null = null;
  #nextOffset: number;

  constructor(
    magic: 0 | 1 | 2,
    compression: CompressionType,
    logAppendTime: number | null,
    baseOffset: number,
    { maxBatchBytes = DEFAULT_MAX_BATCH_BYTES, level, compressions: registry }: ConvertRecordsOptions,
  ) {
    this.#magic = magic;
    this.logAppendTime = logAppendTime;
    this.#baseOffset = this.#nextOffset = baseOffset;
    const options = {
      maxBytes: compression === 'none' ? maxBatchBytes : MAX_BYTES,
      compression,
      // A set may mix compressions, and not all have levels.
      level: hasLevels(compression, registry) ? level : undefined,
      compressions: registry,
    };
    if (magic === 2) this.#records = new RecordBatchWriter(options);
    else this.#messages = new MessageSetWriter({ ...options, magic });
  }

  /** @returns false when it has to go into another group: this one is full, or its offset cannot be in it. */
  tryAppend(cursor: RecordCursor, offset: number): boolean {
    if (offset < this.#nextOffset || offset - this.#baseOffset > MAX_OFFSET_DELTA) return false;
    const { timestamp, key, value } = cursor;
    const delta = offset - this.#baseOffset;
    const written =
      this.#records === null
        ? this.#messages?.tryAppend(timestamp, key, value, delta)
        : // What comes from older formats has no headers.
          this.#records.tryAppend(timestamp, key, value, undefined, delta);
    if (written !== delta) return false;
    this.#nextOffset = offset + 1;
    return true;
  }

  seal(): Buffer {
    const init = { baseOffset: this.#baseOffset };
    const bytes = (this.#records ?? (this.#messages as MessageSetWriter)).seal(init);
    if (this.logAppendTime !== null && this.#magic > 0) {
      for (const batch of readBatches(bytes, { checkCrcs: false })) {
        batch.setMaxTimestamp('LogAppendTime', this.logAppendTime);
      }
    }
    return bytes;
  }
}

function hasLevels(type: CompressionType, registry: CompressionRegistry = compressions): boolean {
  return type !== 'none' && registry.get(type).levels !== null;
}

/** No writer writes a time before 1970; only format 2 can say such a thing, in its deltas. */
function refuseNegative({ offset, timestamp }: RecordCursor, { position }: RecordBatch): void {
  if (timestamp >= -1) return;
  throw new CodecError(`record at offset ${offset}, batch at byte ${position}: a timestamp of ${timestamp}`, {
    reason: 'corrupt',
    batchPosition: position,
    offset,
  });
}
