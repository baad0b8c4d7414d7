import type { RecordSource } from '../delivery/consumer-record.ts';
import type { FetchedData } from '../fetch/fetched-data.ts';

/** Where a position is looked for: a timestamp in milliseconds, or one of ListOffsets' special ones. */
export const LATEST = -1;
export const EARLIEST = -2;

/**
 * How a partition's position is known.
 *
 * - `initializing` not yet: the committed offset is asked for, then the reset policy. Left with an answer.
 * - `resetting`    to be looked up in the log (`timestamp`): policy, seekToBeginning, seekToEnd. Left with an answer.
 * - `fetching`     known: data is fetched from `fetchOffset` and handed out from `position`.
 * - `stuck`        there is none and nothing to do about it without the application, which is told (`error`) whenever it is
 *                  the partition's turn: left by seek.
 */
export type PositionState =
  | { readonly name: 'initializing' }
  | { readonly name: 'resetting'; readonly timestamp: number }
  | { readonly name: 'fetching' }
  | { readonly name: 'stuck' };

/** One partition that the consumer owns. */
export class AssignedPartition<K = Buffer, V = Buffer> {
  readonly topic: string;
  readonly partition: number;
  readonly source: RecordSource<K, V>;
  /** Id of the topic that the position is about; undefined until it is told. */
  topicId: string | undefined;
  state: PositionState = { name: 'initializing' };
  /** Goes up whenever fetched or looked-up data becomes out of date: seek, reset, release. */
  epoch = 0;
  /** The next offset to hand out; -1 while not known. */
  position = -1;
  /** Everything before it was handed back: what may be committed. -1 while not known. */
  handedBack = -1;
  /** Leader epoch of the last record handed out, -1 if unknown. */
  leaderEpoch = -1;
  /** What the group has stored, as far as this member knows; -1 for nothing. */
  committed = -1;
  /** The next offset to fetch: ahead of `position` by what is queued. */
  fetchOffset = -1;
  paused = false;
  /** Fetched and not yet read, the oldest first. */
  readonly queue: FetchedData<K, V>[] = [];
  queuedBytes = 0;
  /** The request that is to bring more, if any. */
  inFlight: object | null = null;
  /** No request before this time (monotonic ms). */
  backoffUntil = 0;
  failures = 0;
  /** Why the last attempt to find its position or to fetch it came to nothing, and may not do so again; null after one that did not. */
  trouble: Error | null = null;
  /** An answer that it had a part in could not be read: it is asked for by itself until one can be. */
  suspect = false;
  /** When a fetch was last answered with data or the news that there is none (monotonic ms); -1 for never. */
  answeredAt = -1;
  /** To be thrown at the partition's turn, after what is queued. */
  error: Error | null = null;
  /** The application has records of it that were not handed back. */
  inHand = false;
  /** First offset after the last record that is in the log, as far as known; -1 if unknown. */
  highWatermark = -1;
  /** The same of what may be read: the last stable offset with read_committed; -1 if unknown. */
  readableEnd = -1;
  logStartOffset = -1;

  constructor(source: RecordSource<K, V>) {
    this.topic = source.topic;
    this.partition = source.partition;
    this.source = source;
  }

  /** A fetch would bring something at once, as far as known; else the broker holds it back until there is news. */
  get isBehind(): boolean {
    return this.readableEnd < 0 || this.fetchOffset < this.readableEnd;
  }

  /** Reading goes on at `offset`; what was fetched before is dropped. */
  seek(offset: number): void {
    this.drop();
    this.state = { name: 'fetching' };
    this.position = offset;
    this.handedBack = offset;
    this.fetchOffset = offset;
    this.leaderEpoch = -1;
  }

  /** The position has to be looked up in the log first. */
  reset(timestamp: number): void {
    this.drop();
    this.state = { name: 'resetting', timestamp };
    this.position = -1;
    this.handedBack = -1;
  }

  /** The topic was made again: nothing that is known of the log holds for the new one. */
  forgetLog(): void {
    this.drop();
    this.committed = -1;
    this.highWatermark = -1;
    this.readableEnd = -1;
    this.logStartOffset = -1;
  }

  /** There is no position until the application seeks. */
  getStuck(error: Error): void {
    this.drop();
    this.state = { name: 'stuck' };
    this.error = error;
  }

  /** Nothing that is queued or under way counts any more. */
  drop(): void {
    this.epoch++;
    this.dropQueue();
    this.inFlight = null;
    this.error = null;
    this.failures = 0;
    this.trouble = null;
    this.backoffUntil = 0;
    this.inHand = false;
  }

  /** Gives up what is queued, to be fetched again from the position. */
  dropQueue(): void {
    for (const data of this.queue) data.release();
    this.queue.length = 0;
    this.queuedBytes = 0;
    this.fetchOffset = this.position;
  }

  enqueue(data: FetchedData<K, V>): void {
    this.queue.push(data);
    this.queuedBytes += data.byteLength;
  }

  /** The oldest data is read to its end. */
  finishOldest(): void {
    const data = this.queue.shift();
    if (data === undefined) return;
    this.queuedBytes -= data.byteLength;
    this.position = Math.max(this.position, data.position);
    data.release();
  }
}
