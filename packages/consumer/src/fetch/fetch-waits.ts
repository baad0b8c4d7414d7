import type { FetchSlot } from './fetch-slot.ts';

/** Java's, and what it is when nothing is said. */
const DEFAULT_WAIT_MS = 500;
/** The most that a quiet broker is given, when nothing is said. */
const QUIET_WAIT_MS = 5_000;
/** How far apart two answers may be for their requests to be made one. */
const MEETING_MS = 50;

export interface FetchWaitsSettings {
  /** undefined where nothing is said: a quiet broker may hold fetches back for longer then. */
  readonly fetchMaxWaitMs: number | undefined;
  readonly fetchMinBytes: number;
}

/**
 * How long a broker may hold a fetch back. With one byte to wait for it is answered as soon as there is anything, so how long
 * is of no matter to records: while answers bring nothing a broker is asked less and less often, from `DEFAULT_WAIT_MS` up to
 * `QUIET_WAIT_MS`. But a connection's requests are answered in order, and whatever comes behind a fetch that is held back
 * waits with it: a seek, a partition that is new or back. So only one of a broker's two slots has such a long wait; the other
 * one is free for what cannot wait. When it gets a request that will be held back too (the sought partition is quiet again),
 * that one is to be answered when the first one is, and the next request is one for both.
 */
export class FetchWaits {
  /** Without other reasons. */
  readonly usualMs: number;
  /** The longest that a broker may hold a fetch back. */
  readonly longestMs: number;

  constructor({ fetchMaxWaitMs, fetchMinBytes }: FetchWaitsSettings) {
    this.usualMs = fetchMaxWaitMs ?? DEFAULT_WAIT_MS;
    // More bytes than one are waited for no longer than is said: records are there, and nobody has them.
    this.longestMs = fetchMaxWaitMs === undefined && fetchMinBytes <= 1 ? QUIET_WAIT_MS : this.usualMs;
  }

  /** For a request by the slot, now (monotonic ms). */
  of(slot: FetchSlot, slots: readonly FetchSlot[], now: number): number {
    const usual = this.usualMs;
    if (this.longestMs === usual) return usual;
    const other = slots.find((each) => each !== slot && each.isInFlight);
    if (other === undefined) return slot.isLed ? Math.min(this.longestMs, usual * 2 ** slot.quietAnswers) : usual;
    const left = other.dueAt - now;
    return left > MEETING_MS && left < usual ? Math.ceil(left) : usual;
  }

  /**
   * Until when an idle slot, whose request would be held back, waits for the other one, so that one request can be made for both
   * (monotonic ms); 0 for not at all.
   */
  meetingAt(idle: readonly FetchSlot[], slots: readonly FetchSlot[], now: number): number {
    if (this.longestMs === this.usualMs || idle.length === slots.length) return 0;
    const other = slots.find(({ isInFlight }) => isInFlight);
    if (other === undefined || Math.abs(other.dueAt - now) > MEETING_MS) return 0;
    return other.dueAt + MEETING_MS;
  }
}
