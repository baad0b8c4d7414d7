import type { Channel } from '@k/cluster';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import { FetchSlot } from './fetch-slot.ts';

/** A broker that partitions are fetched from. A partition is in one of the sets at most. */
export class FetchedBroker<K, V> {
  readonly id: number;
  readonly slots: readonly FetchSlot[];
  /** To be fetched, in another way than the broker was told, if it was. What is as it was told is in a session only. */
  readonly news = new Set<AssignedPartition<K, V>>();
  /** To be fetched in a request of their own: see FetchCursor.isSuspect. */
  readonly alone = new Set<AssignedPartition<K, V>>();
  /** With a full queue and more to come: they will want a slot soon. */
  readonly soon = new Set<AssignedPartition<K, V>>();
  /** Requests in a row that failed as a whole. */
  failures = 0;
  /** It is left alone until then (monotonic ms). */
  retryAt = 0;

  constructor(id: number, channels: readonly Channel[]) {
    this.id = id;
    this.slots = channels.map((channel) => new FetchSlot(id, channel));
  }

  idleSlots(): FetchSlot[] {
    return this.slots.filter(({ isInFlight }) => !isInFlight);
  }

  /** Whether there is anything to ask it for by these slots. */
  hasWork(idle: readonly FetchSlot[]): boolean {
    return this.news.size > 0 || this.alone.size > 0 || idle.some(({ session }) => session.size > 0);
  }

  /** Whether it would hold back a request for all that is to be fetched together, by any of these slots. */
  wouldHold(idle: readonly FetchSlot[]): boolean {
    if (!idle.every(({ isCaughtUp }) => isCaughtUp)) return false;
    for (const { cursor } of this.news) if (cursor.isBehind) return false;
    return true;
  }

  /** How many partitions a request for all that is to be fetched together would have, by any of these slots. */
  countOf(idle: readonly FetchSlot[]): number {
    let count = 0;
    for (const { session } of idle) count += session.size;
    for (const { cursor } of this.news) {
      const { asked } = cursor;
      if (asked === null || !idle.includes(asked.slot) || !asked.slot.session.has(asked)) count++;
    }
    return count;
  }
}
