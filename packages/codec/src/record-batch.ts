import type { CompressionType } from './compression/registry.ts';
import type { KafkaRecord } from './record.ts';
import type { RecordCursor } from './record-cursor.ts';

/** Which clock the timestamps of a batch come from; `message.timestamp.type` of the topic decides. None in format 0. */
export type TimestampType = 'NoTimestampType' | 'CreateTime' | 'LogAppendTime';

/** Who wrote a batch, for idempotence and transactions. */
export interface ProducerState {
  /** Number that a broker gave the producer. -1: none. */
  readonly producerId: bigint | number;
  /** Raised by each producer that takes the number over. -1: none. */
  readonly producerEpoch: number;
  /** Sequence number of the first record. */
  readonly baseSequence: number;
}

/**
 * One batch, as a view over the bytes it was found in: nothing is copied, and reading the header costs nothing of
 * the records. The methods that set something change those bytes, and throw CodecError ('unsupported') where the
 * message format has no place for it.
 */
export abstract class RecordBatch implements Iterable<KafkaRecord> {
  /** The bytes it was found in, which hold other batches too. */
  abstract readonly bytes: Buffer;
  /** Where it begins in `bytes`. */
  abstract readonly position: number;
  /** Its size, header included. */
  abstract readonly byteLength: number;
  /** Message format: 2 for record batches; 0 or 1 for a message of an old broker, or a wrapper of several. */
  abstract readonly magic: number;
  /** Offset of the first record the batch was written with (compaction may have removed it). */
  abstract readonly baseOffset: number;
  /** Offset of the last record the batch was written with. */
  abstract readonly lastOffset: number;
  /** The offset to go on from: `lastOffset + 1`. */
  abstract readonly nextOffset: number;
  /** Records in the batch as its header announces them; not believed until they have been read. */
  abstract readonly count: number;
  abstract readonly compression: CompressionType;
  abstract readonly timestampType: TimestampType;
  /** Milliseconds since the epoch; -1 when there is none. */
  abstract readonly baseTimestamp: number;
  /** Largest timestamp of the records, or the time of appending for LogAppendTime; -1 when there is none. */
  abstract readonly maxTimestamp: number;
  /** -1 when not set. */
  abstract readonly partitionLeaderEpoch: number;
  /** -1n when the producer was not idempotent. */
  abstract readonly producerId: bigint;
  abstract readonly producerEpoch: number;
  abstract readonly baseSequence: number;
  abstract readonly isTransactional: boolean;
  /** A batch of the broker's own: its record is a marker, not data. See `readControlRecord`. */
  abstract readonly isControl: boolean;
  /** When tombstones in it may be removed (KIP-534), milliseconds since the epoch; null when not set. */
  abstract readonly deleteHorizonMs: number | null;

  /** The batch's own bytes, as a view: what a broker stores or a proxy passes on. */
  get slice(): Buffer {
    return this.bytes.subarray(this.position, this.position + this.byteLength);
  }

  /**
   * Refuses header fields that no writer writes, and numbers past 2^53 - 1. `readBatches` calls it, after the checksum:
   * a flipped bit is to be reported as one.
   * @throws CodecError.
   */
  abstract validate(): void;

  /** Whether the checksum is right. */
  abstract isValid(): boolean;

  /**
   * Checks the checksum.
   * @throws CodecError ('corrupt').
   */
  abstract verify(): void;

  /**
   * A cursor before the first record. A compressed batch is decompressed here, at every call.
   * @throws CodecError when it cannot be decompressed: 'unsupported' without a codec for it, 'limit' when it is
   * larger than `maxDecompressedBytes`, else 'corrupt'.
   */
  abstract records(): RecordCursor;

  /**
   * The same; a compressed batch is decompressed by another thread where its codec can: see
   * {@link RecordBatch.hasThread}. The bytes stay as they are until the promise settles.
   * @throws as {@link RecordBatch.records}, by the promise
   */
  abstract recordsAsync(): Promise<RecordCursor>;

  /**
   * Whether `recordsAsync()` has another thread for it: gzip; zstd where node:zlib has it (Node 22.15 on); snappy with the
   * package of that name.
   */
  abstract readonly hasThread: boolean;

  /**
   * Where a broker puts the batch in its log. Outside of the checksum. A wrapper of format 1 is decompressed for it
   * (offsets in it stay as they are), one of format 0 has to be written anew: see `convertRecords`.
   */
  abstract setBaseOffset(baseOffset: number): void;

  /** The same, by the last offset: the wrapper need not be decompressed. */
  abstract setLastOffset(lastOffset: number): void;

  /** The leader's epoch when it was appended. Outside of the checksum. Format 2 only. */
  abstract setPartitionLeaderEpoch(epoch: number): void;

  /**
   * Sets the maximum timestamp and whose clock it is; the checksum is computed anew when something changed. With
   * LogAppendTime it is the timestamp of every record in the batch. Not in format 0.
   */
  abstract setMaxTimestamp(type: Exclude<TimestampType, 'NoTimestampType'>, timestamp: number): void;

  /** Makes a record object for each record; {@link RecordBatch.records} makes none. */
  [Symbol.iterator](): IterableIterator<KafkaRecord, undefined> {
    return new RecordIterator(this.records());
  }
}

/** Not a generator: that costs a consumer as much again as reading the record. */
class RecordIterator implements IterableIterator<KafkaRecord, undefined> {
  readonly #cursor: RecordCursor;

  constructor(cursor: RecordCursor) {
    this.#cursor = cursor;
  }

  next(): IteratorResult<KafkaRecord, undefined> {
    const cursor = this.#cursor;
    return cursor.next() ? { done: false, value: cursor.record() } : { done: true, value: undefined };
  }

  [Symbol.iterator](): this {
    return this;
  }
}
