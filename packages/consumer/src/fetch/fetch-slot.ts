import type { Channel } from '@k/cluster';
import { FetchSession, type SessionPartition } from './session.ts';

/** Where a partition is fetched from. */
export interface FetchPlace {
  readonly fetchOffset: number;
  /** The leader epoch in which that offset is known to be in the log; a broker that knows another one refuses the fetch. -1 for any. */
  readonly currentLeaderEpoch: number;
  /** Leader epoch of the record before: a leader whose log has not got that says so. -1 if unknown. */
  readonly lastFetchedEpoch: number;
}

/** A partition as a broker was told of it; an answer for another epoch of it is dropped. */
export interface AskedPartition extends SessionPartition, FetchPlace {
  /** See FetchCursor.epoch. */
  readonly epoch: number;
  /** The broker is asked as its leader, and not as a follower. */
  readonly isLed: boolean;
  readonly slot: FetchSlot;
}

/** A Fetch request that has left and is not over. */
export interface InFlightFetch {
  readonly slot: FetchSlot;
  readonly asked: FetchSession<AskedPartition>;
  /** Bytes of the budget. */
  readonly reserved: number;
}

/** Room for one request to a broker, on a connection of its own, and the session that its requests are part of. */
export class FetchSlot {
  readonly broker: number;
  readonly channel: Channel;
  /** Whatever is in it while no request is under way is wanted, and part of the next one. */
  readonly session = new FetchSession<AskedPartition>();
  /** Those of which a fetch would bring something at once. */
  readonly #behind = new Set<AskedPartition>();
  /** Those to be looked at again when the request is over. */
  readonly #reviewed = new Set<AskedPartition>();
  #inFlight: InFlightFetch | null = null;
  #answeredAt = -1;
  #dueAt = -1;
  #quietAnswers = 0;

  constructor(broker: number, channel: Channel) {
    this.broker = broker;
    this.channel = channel;
  }

  get isInFlight(): boolean {
    return this.#inFlight !== null;
  }

  /** When the broker last answered for all that is in the session (monotonic ms): what it did not mention has no news. -1 for never. */
  get answeredAt(): number {
    return this.#answeredAt;
  }

  /** Since when the broker keeps a session for nothing (monotonic ms); Infinity while it does not. */
  get unusedSince(): number {
    return this.isInFlight || this.session.size > 0 || this.session.ending === null ? Infinity : this.#dueAt;
  }

  /** When the request under way will be answered if there is no news (monotonic ms). */
  get dueAt(): number {
    return this.#dueAt;
  }

  /** How many answers in a row brought nothing. */
  get quietAnswers(): number {
    return this.#quietAnswers;
  }

  /** Every partition is asked for at its leader. (A follower may not notice at once that what it holds has become readable.) */
  get isLed(): boolean {
    for (const { isLed } of this.session) if (!isLed) return false;
    return true;
  }

  /** The broker will hold a fetch of the session back until there is news. */
  get isCaughtUp(): boolean {
    return this.#behind.size === 0;
  }

  want(asked: AskedPartition, isBehind: boolean): void {
    const before = this.session.get(asked);
    if (before !== undefined) this.#behind.delete(before);
    this.session.want(asked);
    this.found(asked, isBehind);
  }

  forget(asked: AskedPartition): void {
    this.#behind.delete(asked);
    this.session.forget(asked);
  }

  /** News of whether a fetch would bring more of it at once. */
  found(asked: AskedPartition, isBehind: boolean): void {
    if (isBehind && this.session.has(asked)) this.#behind.add(asked);
    else this.#behind.delete(asked);
  }

  /** It changed while a request is under way, which goes on with what it was sent with. */
  review(asked: AskedPartition): void {
    this.#reviewed.add(asked);
  }

  /** @param at monotonic ms @param waitMs how long the broker may hold it back */
  sent(request: InFlightFetch, at: number, waitMs: number): void {
    this.#inFlight = request;
    this.#dueAt = at + waitMs;
  }

  /** The request is over, however it ended. @returns what changed meanwhile */
  completed(): AskedPartition[] {
    this.#inFlight = null;
    const reviewed = [...this.#reviewed];
    this.#reviewed.clear();
    return reviewed;
  }

  /** The session was answered. */
  answered(at: number, broughtNothing: boolean): void {
    this.#answeredAt = at;
    this.#quietAnswers = broughtNothing ? this.#quietAnswers + 1 : 0;
  }
}
