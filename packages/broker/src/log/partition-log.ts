import { stampOffset } from '@k/codec';
import { wrongArgument } from '@k/wire';
import type { RecordBatch } from '@k/codec';
import { LeaderEpochs, type EpochEnd, type EpochStart } from './leader-epochs.ts';
import { logSegments, type LogSegment } from './log-segments.ts';
import type { LogState } from './log-state.ts';
import { NEVER_ROLLS, Rolling, type RollTerms } from './rolling.ts';
import { Segment, type StoredBatch } from './segment.ts';

const FIRST_SEGMENT_BYTES = 16 * 1024;
/** A fetch answers from one segment at a time (as Kafka's does), so this is about as large as a fetch usually asks. */
const MAX_SEGMENT_BYTES = 4 * 1024 * 1024;

/** What an append needs to know of a batch that has been checked already. */
export interface AppendInfo {
  /** Offset of the last record, relative to the first. */
  readonly lastOffsetDelta: number;
  /** ms since the epoch; -1 for none. */
  readonly maxTimestamp: number;
}

/** A batch of another log. */
export type CopiedBatch = Omit<StoredBatch, 'position' | 'byteLength'> & { readonly bytes: Uint8Array };

/**
 * The records of one partition, in memory: batches as the producer sent them (compressed ones stay compressed), with
 * their base offset and leader epoch set at append. They lie in pieces of memory that double in size up to 4 MiB, so an idle
 * partition is cheap; one or more of them make up a segment of Kafka's.
 */
export class PartitionLog {
  readonly #segments: Segment[] = [];
  #startOffset = 0;
  #endOffset = 0;
  #byteLength = 0;
  /** Bytes that were appended before its end. */
  #appendedBytes = 0;
  #epochs = new LeaderEpochs();
  readonly #now: () => number;
  /** When the next segment is to begin. */
  readonly #rolling = new Rolling();
  #firstDirtyOffset = 0;
  #shape = 0;
  #onChange: (() => void) | undefined;

  /** @param now wall clock, ms since the epoch; it only matters to who asks when a segment was written. */
  constructor(now: () => number = () => 0) {
    this.#now = now;
  }

  /** Calls `fn` after each change, instead of the one before. @internal */
  watch(fn: () => void): void {
    this.#onChange = fn;
  }

  /** Counts up with every change but appends. @internal */
  get shape(): number {
    return this.#shape;
  }

  /** The first offset that can still be read: `logStartOffset`. Moved by {@link truncateBefore}. */
  get startOffset(): number {
    return this.#startOffset;
  }

  /** The offset the next record will get. */
  get endOffset(): number {
    return this.#endOffset;
  }

  /** Bytes held. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** Compaction has been over all that is before it. @internal */
  get firstDirtyOffset(): number {
    return this.#firstDirtyOffset;
  }

  /** Leader epochs and where each began, oldest first (KIP-101); of those without records the last one only. */
  get epochs(): readonly EpochStart[] {
    return this.#epochs.starts;
  }

  /** The epoch under which the offset was (or, at the end, would have been last) appended; -1 for a log without a leader. */
  epochOf(offset: number): number {
    return this.#epochs.epochOf(offset);
  }

  /**
   * Where the largest epoch up to this one ends (KIP-320); undefined when it is newer than all.
   * @param end of a copy that is behind
   */
  endOfEpoch(epoch: number, end = this.#endOffset): EpochEnd | undefined {
    return (end < this.#endOffset ? this.#epochs.upTo(end) : this.#epochs).endOf(epoch, end);
  }

  /** A leader begins to write. */
  beginEpoch(epoch: number): void {
    this.#epochs.assign(epoch, this.#endOffset);
    this.#reshaped();
  }

  /**
   * Stores one batch and returns the offset of its first record.
   * @param terms when segments end; default: never
   */
  append(bytes: Uint8Array, info: AppendInfo, leaderEpoch: number, terms: RollTerms = NEVER_ROLLS): number {
    const baseOffset = this.#endOffset;
    const lastOffset = baseOffset + info.lastOffsetDelta;
    const nowMs = this.#now();
    const rolls = this.#rolling.append(bytes.length, info.maxTimestamp, nowMs, terms);
    const segment = this.#segmentFor(bytes.length, rolls);
    segment.lastModifiedMs = nowMs;
    const stored = segment.append(bytes, {
      baseOffset,
      lastOffset,
      maxTimestamp: info.maxTimestamp,
      leaderEpoch,
    });
    stampOffset(stored, baseOffset, leaderEpoch);
    this.#epochs.assign(leaderEpoch, baseOffset);
    this.#endOffset = lastOffset + 1;
    this.#byteLength += bytes.length;
    this.#appendedBytes += bytes.length;
    this.#onChange?.();
    return baseOffset;
  }

  /** Appends a batch of another replica's log as it stands there: at its offset, under its leader epoch. @internal */
  copy({ bytes, baseOffset, lastOffset, maxTimestamp, leaderEpoch }: CopiedBatch, terms?: RollTerms): void {
    // What was between them has been compacted away.
    this.#endOffset = baseOffset;
    this.append(bytes, { lastOffsetDelta: lastOffset - baseOffset, maxTimestamp }, leaderEpoch, terms);
  }

  /**
   * Another log with the same batches, in the same memory. What is appended to one of them is not in the other.
   * @param end where it ends: no further than this one
   * @internal
   */
  fork(end = this.#endOffset): PartitionLog {
    const fork = new PartitionLog(this.#now);
    for (const segment of this.#segments) fork.#segments.push(segment.fork());
    fork.#startOffset = this.#startOffset;
    fork.#endOffset = this.#endOffset;
    fork.#byteLength = this.#byteLength;
    fork.#appendedBytes = this.#appendedBytes;
    fork.#firstDirtyOffset = this.#firstDirtyOffset;
    fork.#epochs = this.#epochs.upTo(Infinity);
    if (end < this.#endOffset) fork.cutTo(end);
    return fork;
  }

  /**
   * Whole batches from the one that holds `offset` on, at most `maxBytes`, as one view of the log's memory. With
   * `atLeastOne` the first batch comes even when it is larger (KIP-74). Empty at the end of the log.
   *
   * @param offset between {@link startOffset} and {@link endOffset}; the caller answers anything else.
   * @param end where a batch begins: nothing from there on is read
   */
  read(offset: number, maxBytes: number, atLeastOne: boolean, end = this.#endOffset): Buffer {
    const segment = offset < end ? this.#segmentAt(offset) : undefined;
    if (segment === undefined) return EMPTY;
    const { batches } = segment;
    const from = segment.indexOf(offset);
    const first = batches[from];
    if (first === undefined) return EMPTY;
    // What was there has been compacted away, up to what may not be read yet.
    if (first.baseOffset >= end) return EMPTY;
    const limit = first.position + maxBytes;
    // Batches lie back to back: the last one that ends within the limit, by binary search over their ends.
    let low = from;
    let high = segment.indexOf(end);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const batch = batches[middle] as StoredBatch;
      if (batch.position + batch.byteLength <= limit) low = middle + 1;
      else high = middle;
    }
    if (low === from && atLeastOne) low = from + 1;
    if (low === from) return EMPTY;
    const last = batches[low - 1] as StoredBatch;
    return segment.buffer.subarray(first.position, last.position + last.byteLength);
  }

  /**
   * Bytes that a read at `offset` and up to `end` could return by and by, cheaply: what `minBytes` of a fetch is compared
   * with.
   */
  bytesFrom(offset: number, end = this.#endOffset): number {
    return offset < end ? this.#positionOf(end) - this.#positionOf(offset) : 0;
  }

  /** Bytes that were appended before the batch that holds `offset`. */
  #positionOf(offset: number): number {
    const segment = this.#segmentAt(offset);
    const batch = segment?.batches[segment.indexOf(offset)];
    return segment === undefined || batch === undefined ? this.#appendedBytes : segment.position + batch.position;
  }

  /** The segments of the log, oldest first: first readable offset of each, and when it was last written to. */
  segments(): { readonly baseOffset: number; readonly lastModifiedMs: number }[] {
    return this.logSegments().map(({ baseOffset, lastModifiedMs }) => ({
      baseOffset: Math.max(baseOffset, this.#startOffset),
      lastModifiedMs,
    }));
  }

  /** The same with all that retention and compaction look at. @internal */
  logSegments(): LogSegment[] {
    return logSegments(this.#segments);
  }

  /** Every stored batch that still holds readable records, oldest first, with its bytes. @param from passes over those before this offset */
  *batches(from = 0): Generator<StoredBatch & { readonly bytes: Buffer }> {
    const first = Math.max(from, this.#startOffset);
    for (const segment of this.#segments) {
      const { batches } = segment;
      for (let index = placeOf(batches, first); index < batches.length; index++) {
        const batch = batches[index] as StoredBatch;
        if (batch.lastOffset >= this.#startOffset) yield { ...batch, bytes: segment.bytesOf(batch) };
      }
    }
  }

  /** The batches that may hold a record at or after `timestamp` (ms), oldest first. */
  *batchesSince(timestamp: number): Generator<Buffer> {
    for (const segment of this.#segments) {
      if (segment.maxTimestamp < timestamp) continue;
      for (const batch of segment.batches) {
        if (batch.maxTimestamp >= timestamp && batch.lastOffset >= this.#startOffset) yield segment.bytesOf(batch);
      }
    }
  }

  /** The first batch with the greatest timestamp of the log (KIP-734). */
  batchOfMaxTimestamp(): Buffer | undefined {
    let found: StoredBatch | undefined;
    let holder: Segment | undefined;
    for (const segment of this.#segments) {
      if (found !== undefined && segment.maxTimestamp <= found.maxTimestamp) continue;
      for (const batch of segment.batches) {
        if (batch.lastOffset < this.#startOffset) continue;
        if (found === undefined || batch.maxTimestamp > found.maxTimestamp) {
          found = batch;
          holder = segment;
        }
      }
    }
    return found === undefined ? undefined : holder?.bytesOf(found);
  }

  /**
   * Retention: records before `offset` can no longer be read. Whole segments are freed.
   *
   * @throws ConfigError when `offset` is past the end of the log.
   */
  truncateBefore(offset: number): void {
    if (!Number.isSafeInteger(offset) || offset > this.#endOffset) {
      const expected = `an offset up to the end of the log, ${String(this.#endOffset)}`;
      throw wrongArgument('truncateBefore()', 'offset', expected, offset);
    }
    if (offset <= this.#startOffset) return;
    this.#beginAt(offset);
    while (this.#segments.length > 0 && (this.#segments[0] as Segment).nextOffset <= offset) this.#dropFirstSegment();
    this.#reshaped();
  }

  /** Drops the oldest segments; after the last one another begins. @internal */
  dropSegments(count: number): void {
    const next = this.logSegments()[count];
    const pieces = next === undefined ? this.#segments.length : this.#segments.indexOf(next.pieces[0] as Segment);
    for (let i = 0; i < pieces; i++) this.#dropFirstSegment();
    if (next === undefined) this.#rolling.begin();
    const start = next?.baseOffset ?? this.#endOffset;
    if (start > this.#startOffset) this.#beginAt(start);
    this.#reshaped();
  }

  /** Puts what compaction has left of neighbouring segments in their place, as one. @internal */
  replaceSegments(segments: readonly LogSegment[], batches: Iterable<RecordBatch>): void {
    const old = segments.flatMap(({ pieces }) => pieces);
    const [first] = old;
    if (first === undefined) return;
    const cleaned = Segment.of([...batches], first, segments.at(-1)?.lastModifiedMs ?? 0);
    // A piece that holds nothing would be found in place of what comes behind it.
    const left = cleaned.byteLength === 0 ? [] : [cleaned];
    this.#segments.splice(this.#segments.indexOf(first), old.length, ...left);
    this.#byteLength += cleaned.byteLength - old.reduce((sum, { byteLength }) => sum + byteLength, 0);
    // Positions count what is there.
    this.#appendedBytes = this.#segments[0]?.position ?? this.#appendedBytes;
    for (const segment of this.#segments) {
      segment.position = this.#appendedBytes;
      this.#appendedBytes += segment.byteLength;
    }
    this.#reshaped();
  }

  /** Compaction has been over all that is before the offset. @internal */
  cleanedTo(offset: number): void {
    this.#firstDirtyOffset = offset;
  }

  /**
   * The log ends at `offset` from now on: what came after it is lost, and other records come in its place.
   *
   * @throws ConfigError where no batch begins
   */
  truncateTo(offset: number): void {
    this.checkBoundary('truncateTo()', 'offset', offset);
    this.cutTo(offset);
  }

  /** The same for an offset that is known to be good; before the start of the log, it is empty then. @internal */
  cutTo(offset: number): void {
    while ((this.#segments.at(-1)?.nextOffset ?? 0) > offset) {
      const last = this.#segments.at(-1) as Segment;
      const before = last.byteLength;
      last.truncateTo(offset);
      this.#byteLength -= before - last.byteLength;
      this.#appendedBytes = last.position + last.byteLength;
      if (last.byteLength > 0) break;
      this.#segments.pop();
    }
    this.#endOffset = offset;
    this.#startOffset = Math.min(this.#startOffset, offset);
    this.#firstDirtyOffset = Math.min(this.#firstDirtyOffset, offset);
    this.#rolling.resume(this.logSegments().at(-1));
    this.#epochs.cutEnd(offset);
    this.#reshaped();
  }

  /** Its state at this moment; the records are not copied. @internal */
  capture(): LogState {
    return {
      startOffset: this.#startOffset,
      endOffset: this.#endOffset,
      firstDirtyOffset: this.#firstDirtyOffset,
      epochs: [...this.#epochs.starts],
      pieces: this.#segments.map((segment) => segment.capture()),
    };
  }

  /** Takes the place of all that is there. @internal */
  restore({ startOffset, endOffset, firstDirtyOffset, epochs, pieces, beginsSegment = false }: LogState): void {
    this.#startOffset = startOffset;
    this.#endOffset = endOffset;
    this.#firstDirtyOffset = firstDirtyOffset;
    this.#epochs.restore(epochs);
    this.#segments.length = 0;
    this.#appendedBytes = 0;
    for (const piece of pieces) {
      this.#segments.push(Segment.restored(piece, this.#appendedBytes));
      this.#appendedBytes += piece.byteLength;
    }
    this.#byteLength = this.#appendedBytes;
    this.#rolling.resume(this.logSegments().at(-1));
    if (beginsSegment) this.#rolling.begin();
    this.#reshaped();
  }

  /** The pieces of memory that it is made of, oldest first. @internal */
  get pieces(): readonly Segment[] {
    return this.#segments;
  }

  /** @throws ConfigError for an offset where no batch begins and the log does not end. @internal */
  checkBoundary(call: string, argument: string, offset: number): void {
    const segment = this.#segmentAt(offset);
    const batch = segment?.batches[segment.indexOf(offset)];
    if (offset !== this.#endOffset && (offset < this.#startOffset || batch?.baseOffset !== offset)) {
      const inside = batch === undefined || offset < this.#startOffset ? '' : `, as ${String(batch.baseOffset)} and ${String(batch.lastOffset + 1)}`; // prettier-ignore
      const expected = `an offset from ${String(this.#startOffset)} to ${String(this.#endOffset)} where a batch begins${inside}`;
      throw wrongArgument(call, argument, expected, offset);
    }
  }

  #reshaped(): void {
    this.#shape++;
    this.#onChange?.();
  }

  #beginAt(offset: number): void {
    this.#startOffset = offset;
    this.#epochs.cutStart(offset);
  }

  #dropFirstSegment(): void {
    const gone = this.#segments.shift();
    if (gone !== undefined) this.#byteLength -= gone.byteLength;
    const [first] = this.#segments;
    if (first !== undefined) first.beginsSegment = true;
  }

  #segmentFor(bytes: number, beginsSegment: boolean): Segment {
    const last = this.#segments[this.#segments.length - 1];
    if (!beginsSegment && last?.hasRoomFor(bytes)) return last;
    const usual = last === undefined ? FIRST_SEGMENT_BYTES : Math.min(last.buffer.length * 2, MAX_SEGMENT_BYTES);
    const segment = new Segment({
      baseOffset: this.#endOffset,
      position: this.#appendedBytes,
      capacity: Math.max(usual, bytes),
      beginsSegment,
    });
    this.#segments.push(segment);
    return segment;
  }

  #segmentAt(offset: number): Segment | undefined {
    if (offset >= this.#endOffset) return undefined;
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#segments[middle] as Segment).nextOffset <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#segments[low];
  }
}

const EMPTY = Buffer.alloc(0);

/** Index of the first batch that ends at the offset or behind it. */
function placeOf(batches: readonly StoredBatch[], offset: number): number {
  let [low, high] = [0, batches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((batches[middle] as StoredBatch).lastOffset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
