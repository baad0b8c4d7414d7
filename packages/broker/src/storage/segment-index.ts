import type { StoredBatch } from '../log/segment.ts';

/** [log.index.interval.bytes] How many bytes of a segment go without an entry, as Kafka has it by default. */
const INTERVAL_BYTES = 4096;
const OFFSET_ENTRY_BYTES = 8;
const TIME_ENTRY_BYTES = 12;

/** A batch as the indexes of its segment look at it. */
export type IndexedBatch = Pick<StoredBatch, 'lastOffset' | 'byteLength' | 'maxTimestamp'>;

/**
 * The indexes of one segment, which grow with it: where batches are, by offset, and which offset has the greatest timestamp so
 * far. They are made of the batches alone, so they can always be made anew. Kafka: LogSegment.append, OffsetIndex, TimeIndex.
 */
export class SegmentIndex {
  readonly #baseOffset: number;
  readonly #offsets: Buffer[] = [];
  readonly #times: Buffer[] = [];
  #position = 0;
  #sinceEntry = 0;
  #maxTimestamp = -1;
  #offsetOfMax: number;
  #lastTimestamp = -1;

  constructor(baseOffset: number) {
    this.#baseOffset = baseOffset;
    this.#offsetOfMax = baseOffset;
  }

  /** How many entries there are. */
  get size(): number {
    return this.#offsets.length;
  }

  add({ lastOffset, byteLength, maxTimestamp }: IndexedBatch): void {
    if (maxTimestamp > this.#maxTimestamp) {
      this.#maxTimestamp = maxTimestamp;
      this.#offsetOfMax = lastOffset;
    }
    if (this.#sinceEntry > INTERVAL_BYTES) {
      const entry = Buffer.alloc(OFFSET_ENTRY_BYTES);
      entry.writeInt32BE(lastOffset - this.#baseOffset, 0);
      entry.writeInt32BE(this.#position, 4);
      this.#offsets.push(entry);
      this.#addTime();
      this.#sinceEntry = 0;
    }
    this.#position += byteLength;
    this.#sinceEntry += byteLength;
  }

  /** Nothing more comes: its greatest timestamp is told, whatever the interval is. */
  seal(): void {
    this.#addTime();
  }

  /** The contents of the `.index` file. */
  get offsets(): Buffer {
    return Buffer.concat(this.#offsets);
  }

  /** The contents of the `.timeindex` file. */
  get times(): Buffer {
    return Buffer.concat(this.#times);
  }

  #addTime(): void {
    if (this.#maxTimestamp <= this.#lastTimestamp) return;
    this.#lastTimestamp = this.#maxTimestamp;
    const entry = Buffer.alloc(TIME_ENTRY_BYTES);
    entry.writeBigInt64BE(BigInt(this.#maxTimestamp), 0);
    entry.writeInt32BE(this.#offsetOfMax - this.#baseOffset, 8);
    this.#times.push(entry);
  }
}
