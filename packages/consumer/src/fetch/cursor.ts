import type { AskedPartition } from './fetch-slot.ts';
import type { FetchedData } from './fetched-data.ts';

/** What an answer says of a partition beside its records. */
export interface LogBounds {
  /** First offset after the last record that is in the log. */
  readonly highWatermark: number;
  /** The same of what may be read: the last stable offset with read_committed. */
  readonly readableEnd: number;
}

/** Where in a log, and the leader epoch of what lies before; -1 where that is not known. */
export interface LogPlace {
  readonly offset: number;
  readonly leaderEpoch: number;
}

/**
 * Where fetching a partition stands: ahead of its position by what is queued. The fetcher writes it; whoever moves the
 * position calls {@link FetchCursor.invalidate}.
 */
export class FetchCursor<K, V> {
  #epoch = 0;
  #offset = -1;
  #leaderEpoch = -1;
  readonly #queue: FetchedData<K, V>[] = [];
  #queuedBytes = 0;
  #asked: AskedPartition | null = null;
  #failures = 0;
  #backoffUntil = 0;
  #isSuspect = false;
  #answeredAt = -1;
  #highWatermark = -1;
  #readableEnd = -1;
  #recordsRead = 0;
  #bytesRead = 0;

  /** Goes up whenever what was fetched or asked for is out of date: an answer for another epoch is dropped. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The next offset to fetch. */
  get offset(): number {
    return this.#offset;
  }

  /** Leader epoch of the record before `offset`, or a later one that had no record before it (KIP-320); -1 if unknown. */
  get leaderEpoch(): number {
    return this.#leaderEpoch;
  }

  /** Fetched before all the others, and not yet read to its end. */
  get oldest(): FetchedData<K, V> | undefined {
    return this.#queue[0];
  }

  /** What is to be prepared first: the oldest data, or that behind it. */
  get unprepared(): FetchedData<K, V> | undefined {
    const [oldest, second] = this.#queue;
    if (oldest === undefined || oldest.preparation !== null) return oldest;
    return second === undefined || second.preparation === null ? undefined : second;
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** As what a broker was last asked for it; null when that is over. It is out of date when it is of another epoch. */
  get asked(): AskedPartition | null {
    return this.#asked;
  }

  /** A request is to bring more. */
  get isInFlight(): boolean {
    const asked = this.#asked;
    return this.#isAsked(asked) && asked.slot.isInFlight;
  }

  #isAsked(asked: AskedPartition | null): asked is AskedPartition {
    return asked?.epoch === this.#epoch;
  }

  /** No request before this time (monotonic ms). */
  get backoffUntil(): number {
    return this.#backoffUntil;
  }

  /** Failures in a row. */
  get failures(): number {
    return this.#failures;
  }

  /** An answer that it had a part in could not be read: it is asked for by itself until one can be. */
  get isSuspect(): boolean {
    return this.#isSuspect;
  }

  /** When a fetch was last answered with data or the news that there is none (monotonic ms); -1 for never. */
  get answeredAt(): number {
    const asked = this.#asked;
    return this.#isAsked(asked) ? Math.max(this.#answeredAt, asked.slot.answeredAt) : this.#answeredAt;
  }

  /** See {@link LogBounds.highWatermark}; -1 if unknown. */
  get highWatermark(): number {
    return this.#highWatermark;
  }

  /** See {@link LogBounds.readableEnd}; -1 if unknown. */
  get readableEnd(): number {
    return this.#readableEnd;
  }

  /** Records that were handed out; what comes again counts again. */
  get recordsRead(): number {
    return this.#recordsRead + (this.oldest?.recordsRead ?? 0);
  }

  /** Bytes of data that was read to its end. */
  get bytesRead(): number {
    return this.#bytesRead;
  }

  /** A fetch would bring something at once, as far as known; else the broker holds it back until there is news. */
  get isBehind(): boolean {
    return this.#readableEnd < 0 || this.#offset < this.#readableEnd;
  }

  /** What is under way does not count any more; what is queued does. */
  disregard(): void {
    this.#epoch++;
  }

  /** Nothing that is queued or under way counts any more: fetching begins anew at `offset`. */
  invalidate({ offset, leaderEpoch }: LogPlace): void {
    this.disregard();
    this.#recordsRead = this.recordsRead;
    for (const data of this.#queue) data.release();
    this.#queue.length = 0;
    this.#queuedBytes = 0;
    this.#offset = offset;
    this.#leaderEpoch = leaderEpoch;
  }

  /** The leader's log has what lies before `offset`, the record before it being of `leaderEpoch` at the latest. */
  validated(leaderEpoch: number): void {
    this.#leaderEpoch = leaderEpoch;
  }

  /** What failed at the offset before says nothing about the one now. */
  forgetFailures(): void {
    this.#failures = 0;
    this.#backoffUntil = 0;
  }

  /** Another log has other bounds. */
  forgetBounds(): void {
    this.#highWatermark = -1;
    this.#readableEnd = -1;
  }

  ask(asked: AskedPartition | null): void {
    this.#asked = asked;
  }

  answered(at: number, { highWatermark, readableEnd }: LogBounds): void {
    this.#failures = 0;
    this.#isSuspect = false;
    this.#answeredAt = at;
    this.#highWatermark = highWatermark;
    this.#readableEnd = readableEnd;
  }

  /** @param retryAt no request before this time (monotonic ms) */
  failed(retryAt: number): void {
    this.#failures++;
    this.#backoffUntil = retryAt;
  }

  suspect(): void {
    this.#isSuspect = true;
  }

  enqueue(data: FetchedData<K, V>): void {
    this.#queue.push(data);
    this.#queuedBytes += data.byteLength;
    this.#offset = data.endOffset;
    this.#leaderEpoch = data.endLeaderEpoch;
  }

  /** The oldest data is read to its end. */
  dequeue(): void {
    const data = this.#queue.shift();
    if (data === undefined) return;
    this.#queuedBytes -= data.byteLength;
    this.#recordsRead += data.recordsRead;
    this.#bytesRead += data.byteLength;
    data.release();
  }
}
