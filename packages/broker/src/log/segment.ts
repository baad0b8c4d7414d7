import type { RecordBatch } from '@k/codec';

/** Where one batch lies in its segment, and what a lookup needs to know of it. */
export interface StoredBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** Bytes from the start of the segment. */
  readonly position: number;
  readonly byteLength: number;
  /** ms since the epoch; -1 when no record has a timestamp. */
  readonly maxTimestamp: number;
  readonly leaderEpoch: number;
}

/** A piece of a log as it was at a moment. Its memory is shared: what is in use of it never changes. */
export interface PieceState {
  readonly baseOffset: number;
  readonly beginsSegment: boolean;
  readonly lastModifiedMs: number;
  readonly buffer: Buffer;
  /** How much of {@link buffer} is in use. */
  readonly byteLength: number;
  /** There may be more in it by now. */
  readonly batches: readonly StoredBatch[];
  readonly batchCount: number;
  readonly maxTimestamp: number;
}

/** When a piece of memory begins a segment of Kafka's, or goes on with the one before. */
export interface SegmentInit {
  readonly baseOffset: number;
  /** Bytes that were appended to the log before it. */
  readonly position: number;
  /** Bytes that it has room for. */
  readonly capacity: number;
  readonly beginsSegment: boolean;
  /** Memory that is there already. */
  readonly buffer?: Buffer;
}

/**
 * A piece of a log: one buffer that is filled from the front and never moved, so a fetch can hand out views of it while
 * appends go on behind them.
 */
export class Segment {
  readonly baseOffset: number;
  /** Bytes that were appended to the log before it. */
  position: number;
  /** Whether a segment of Kafka's begins with it: else it goes on with the one before. */
  beginsSegment: boolean;
  readonly buffer: Buffer;
  #batches: StoredBatch[] = [];
  /** When something was last appended, ms since the epoch; what the file's time is to Kafka. */
  lastModifiedMs = 0;
  #used = 0;
  /** How far it may be filled. */
  #capacity: number;
  #maxTimestamp = -Infinity;

  constructor({ baseOffset, position, capacity, beginsSegment, buffer }: SegmentInit) {
    this.baseOffset = baseOffset;
    this.position = position;
    this.beginsSegment = beginsSegment;
    this.buffer = buffer ?? Buffer.allocUnsafeSlow(capacity);
    this.#capacity = capacity;
  }

  /** What compaction has left of a segment, in the place of its first piece; nothing more is written to it. */
  static of(batches: readonly RecordBatch[], first: Segment, lastModifiedMs: number): Segment {
    const capacity = batches.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const { baseOffset, position, beginsSegment } = first;
    const segment = new Segment({ baseOffset, position, capacity, beginsSegment });
    for (const batch of batches) {
      const { baseOffset: from, lastOffset, maxTimestamp, partitionLeaderEpoch: leaderEpoch } = batch;
      segment.append(batch.slice, { baseOffset: from, lastOffset, maxTimestamp, leaderEpoch });
    }
    segment.lastModifiedMs = lastModifiedMs;
    return segment;
  }

  /** The same batches in the same memory; nothing more is written to it. */
  fork(): Segment {
    return Segment.restored(this.capture(), this.position);
  }

  /** What was {@link capture}d. Nothing more is written to it, as others have the memory, too. */
  static restored({ buffer, byteLength, batches, batchCount, ...state }: PieceState, position: number): Segment {
    const { baseOffset, beginsSegment } = state;
    const segment = new Segment({ baseOffset, position, capacity: byteLength, beginsSegment, buffer });
    segment.#batches = batches.slice(0, batchCount);
    segment.#used = byteLength;
    segment.#maxTimestamp = state.maxTimestamp;
    segment.lastModifiedMs = state.lastModifiedMs;
    return segment;
  }

  capture(): PieceState {
    const { baseOffset, beginsSegment, lastModifiedMs, buffer, byteLength, batches, maxTimestamp } = this;
    const batchCount = batches.length;
    return { baseOffset, beginsSegment, lastModifiedMs, buffer, byteLength, batches, batchCount, maxTimestamp };
  }

  get batches(): readonly StoredBatch[] {
    return this.#batches;
  }

  get byteLength(): number {
    return this.#used;
  }

  /** The greatest of its batches; -Infinity without any. */
  get maxTimestamp(): number {
    return this.#maxTimestamp;
  }

  get nextOffset(): number {
    const last = this.batches[this.batches.length - 1];
    return last === undefined ? this.baseOffset : last.lastOffset + 1;
  }

  hasRoomFor(bytes: number): boolean {
    return this.#used + bytes <= this.#capacity;
  }

  /** Copies the batch in and returns the stored bytes, to be patched by the caller. */
  append(bytes: Uint8Array, batch: Omit<StoredBatch, 'position' | 'byteLength'>): Buffer {
    const position = this.#used;
    this.buffer.set(bytes, position);
    this.#used += bytes.length;
    const { baseOffset, lastOffset, maxTimestamp, leaderEpoch } = batch;
    this.#maxTimestamp = Math.max(this.#maxTimestamp, maxTimestamp);
    this.#batches.push({ baseOffset, lastOffset, position, byteLength: bytes.length, maxTimestamp, leaderEpoch });
    return this.buffer.subarray(position, this.#used);
  }

  /** Drops the batches from the one that holds `offset` on. Nothing is written there any more: a fetch may have a view of it. */
  truncateTo(offset: number): void {
    const kept = this.batches.slice(0, this.indexOf(offset));
    this.#used = this.batches[kept.length]?.position ?? this.#used;
    this.#capacity = this.#used;
    // Another list: who captured the old one goes on with it.
    this.#batches = kept;
    this.#maxTimestamp = kept.reduce((max, { maxTimestamp }) => Math.max(max, maxTimestamp), -Infinity);
  }

  bytesOf(batch: StoredBatch): Buffer {
    return this.buffer.subarray(batch.position, batch.position + batch.byteLength);
  }

  /** Index of the first batch whose last offset is at or past `offset`; `batches.length` when there is none. */
  indexOf(offset: number): number {
    let low = 0;
    let high = this.batches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.batches[middle] as StoredBatch).lastOffset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
