import type { LogPlace } from '../fetch/cursor.ts';

/**
 * How a partition's position is known.
 *
 * - `initializing` not yet: the committed offset is asked for, then the reset policy. Left with an answer.
 * - `resetting`    to be looked up in the log (`timestamp`): policy, seekToBeginning, seekToEnd. Left with an answer.
 * - `fetching`     known: records are fetched, and handed out from `offset` on.
 * - `validating`   known, but perhaps of a log that is gone: the partition has another leader, whose log may have been cut
 *                  (KIP-320). Nothing is fetched or handed out. Left with the leader's answer, and by seek.
 * - `stuck`        there is none and nothing to do about it without the application, which is told whenever it is the
 *                  partition's turn: left by seek.
 */
export type PositionState =
  | { readonly name: 'initializing' }
  | { readonly name: 'resetting'; readonly timestamp: number }
  | { readonly name: 'fetching' }
  | { readonly name: 'validating' }
  | { readonly name: 'stuck' };

const INITIALIZING: PositionState = { name: 'initializing' };
const FETCHING: PositionState = { name: 'fetching' };
const VALIDATING: PositionState = { name: 'validating' };
const STUCK: PositionState = { name: 'stuck' };

/**
 * What the application was given of a partition, and what of that it is done with. Its methods are the only writers, and
 * `handedBack <= offset` holds after each. Only seek and takeBack set an offset back.
 */
export class Position {
  #state: PositionState = INITIALIZING;
  #offset = -1;
  #leaderEpoch = -1;
  #handedBack = -1;
  #handedBackEpoch = -1;
  #moves = 0;

  /** Goes up whenever it is set or lost, instead of going on. */
  get moves(): number {
    return this.#moves;
  }

  get state(): PositionState {
    return this.#state;
  }

  /** Somebody is to be asked, for it or whether it holds. */
  get isOpen(): boolean {
    const { name } = this.#state;
    return name === 'initializing' || name === 'resetting' || name === 'validating';
  }

  /** It is known, whether it still holds or not. */
  get isKnown(): boolean {
    return this.#state === FETCHING || this.#state === VALIDATING;
  }

  /** The next offset to hand out; -1 while not known. */
  get offset(): number {
    return this.#offset;
  }

  /** Leader epoch of the record before `offset`, or a later one that had no record before it (KIP-320); -1 if unknown. */
  get leaderEpoch(): number {
    return this.#leaderEpoch;
  }

  /** Everything before it was handed back: what may be committed. -1 while not known. */
  get handedBack(): number {
    return this.#handedBack;
  }

  /** The same of `handedBack` as `leaderEpoch` is of `offset`. */
  get handedBackEpoch(): number {
    return this.#handedBackEpoch;
  }

  /** The application has records that it is not done with. */
  get isOutstanding(): boolean {
    return this.isKnown && this.#handedBack !== this.#offset;
  }

  /** The application was given what lies before `next`. */
  handOut(next: number, leaderEpoch: number): void {
    this.#offset = next;
    this.#leaderEpoch = leaderEpoch;
  }

  /** {@link Position.handBack} and {@link Position.handOut} in one: a step of the loop over records. */
  step(next: number, leaderEpoch: number): void {
    this.#handedBack = this.#offset;
    this.#handedBackEpoch = this.#leaderEpoch;
    this.#offset = next;
    this.#leaderEpoch = leaderEpoch;
  }

  /** The application is done with all that it was given. What it had in hand when the position was lost does not count. */
  handBack(): void {
    if (!this.isKnown) return;
    this.#handedBack = this.#offset;
    this.#handedBackEpoch = this.#leaderEpoch;
  }

  /** The application says so of what lies before `offset`, by committing that. */
  handBackUpTo(offset: number): void {
    if (offset === this.#offset) this.handBack();
  }

  /** It is done with what lies before `offset`, in a run; what lies behind is at work, or waits. */
  handBackBefore(offset: number, leaderEpoch: number): void {
    if (!this.isKnown || offset > this.#offset) return;
    this.#handedBack = offset;
    this.#handedBackEpoch = leaderEpoch;
  }

  /** What the application has in hand comes again. */
  takeBack(): void {
    this.#moves++;
    this.#offset = this.#handedBack;
    this.#leaderEpoch = this.#handedBackEpoch;
  }

  /** Nothing up to `offset` is for the application: markers, aborted records, the rest of a batch that it left. */
  doneThrough(offset: number, leaderEpoch: number): void {
    if (offset <= this.#offset) return;
    const hasNothing = this.#handedBack === this.#offset;
    this.#offset = offset;
    this.#leaderEpoch = leaderEpoch;
    // Who has nothing in hand is done with it at once; who has, when that is handed back.
    if (hasNothing) this.handBack();
  }

  /** Reading goes on at `offset`. */
  seek(offset: number, leaderEpoch: number): void {
    this.#moves++;
    this.#state = FETCHING;
    this.#offset = offset;
    this.#leaderEpoch = leaderEpoch;
    this.handBack();
  }

  /** The leader is to be asked whether its log has what lies before `offset`. */
  validate(): void {
    this.#state = VALIDATING;
  }

  /** The leader's log has it, the record before it being of `leaderEpoch` at the latest. */
  validated(leaderEpoch: number): void {
    this.#state = FETCHING;
    this.#leaderEpoch = Math.min(leaderEpoch, this.#leaderEpoch);
  }

  /** The log goes on in another way from `offset` on, which is before the position: so does reading. */
  truncate({ offset, leaderEpoch }: LogPlace): void {
    this.#moves++;
    this.#state = FETCHING;
    this.#offset = offset;
    this.#leaderEpoch = leaderEpoch;
    if (this.#handedBack > offset) this.handBack();
  }

  /** It has to be looked up in the log first. */
  reset(timestamp: number): void {
    this.forget();
    this.#state = { name: 'resetting', timestamp };
  }

  /** There is none until the application seeks. Where it stood before stays to be seen. */
  getStuck(): void {
    this.#moves++;
    this.#state = STUCK;
  }

  /** It was about another log. */
  forget(): void {
    this.#moves++;
    this.#offset = -1;
    this.#handedBack = -1;
    this.#leaderEpoch = -1;
    this.#handedBackEpoch = -1;
  }
}
