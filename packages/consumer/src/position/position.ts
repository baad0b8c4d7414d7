/** Where a position is looked for: a timestamp in milliseconds, or one of ListOffsets' special ones. */
export const LATEST = -1;
export const EARLIEST = -2;

/**
 * How a partition's position is known.
 *
 * - `initializing` not yet: the committed offset is asked for, then the reset policy. Left with an answer.
 * - `resetting`    to be looked up in the log (`timestamp`): policy, seekToBeginning, seekToEnd. Left with an answer.
 * - `fetching`     known: records are fetched, and handed out from `offset` on.
 * - `stuck`        there is none and nothing to do about it without the application, which is told whenever it is the
 *                  partition's turn: left by seek.
 */
export type PositionState =
  | { readonly name: 'initializing' }
  | { readonly name: 'resetting'; readonly timestamp: number }
  | { readonly name: 'fetching' }
  | { readonly name: 'stuck' };

const INITIALIZING: PositionState = { name: 'initializing' };
const FETCHING: PositionState = { name: 'fetching' };
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

  get state(): PositionState {
    return this.#state;
  }

  /** It is not known, and somebody is to be asked for it. */
  get isOpen(): boolean {
    return this.#state.name === 'initializing' || this.#state.name === 'resetting';
  }

  /** The next offset to hand out; -1 while not known. */
  get offset(): number {
    return this.#offset;
  }

  /** Leader epoch of the record before `offset` (KIP-320), -1 if unknown. */
  get leaderEpoch(): number {
    return this.#leaderEpoch;
  }

  /** Everything before it was handed back: what may be committed. -1 while not known. */
  get handedBack(): number {
    return this.#handedBack;
  }

  /** The application has records that it is not done with. */
  get isOutstanding(): boolean {
    return this.#state === FETCHING && this.#handedBack !== this.#offset;
  }

  /** The application was given what lies before `next`. */
  handOut(next: number, leaderEpoch: number): void {
    this.#offset = next;
    this.#leaderEpoch = leaderEpoch;
  }

  /** {@link Position.handBack} and {@link Position.handOut} in one: a step of the loop over records. */
  step(next: number, leaderEpoch: number): void {
    this.#handedBack = this.#offset;
    this.#offset = next;
    this.#leaderEpoch = leaderEpoch;
  }

  /** The application is done with all that it was given. What it had in hand when the position was lost does not count. */
  handBack(): void {
    if (this.#state === FETCHING) this.#handedBack = this.#offset;
  }

  /** The application says so of what lies before `offset`, by committing that. */
  handBackUpTo(offset: number): void {
    if (offset === this.#offset) this.handBack();
  }

  /** What the application has in hand comes again. */
  takeBack(): void {
    this.#offset = this.#handedBack;
    this.#leaderEpoch = -1;
  }

  /** Nothing up to `offset` is for the application: markers, aborted records, the rest of a batch that it left. */
  doneThrough(offset: number): void {
    if (offset <= this.#offset) return;
    // Who has nothing in hand is done with it at once; who has, when that is handed back.
    if (this.#handedBack === this.#offset) this.#handedBack = offset;
    this.#offset = offset;
  }

  /** Reading goes on at `offset`. */
  seek(offset: number, leaderEpoch: number): void {
    this.#state = FETCHING;
    this.#offset = offset;
    this.#handedBack = offset;
    this.#leaderEpoch = leaderEpoch;
  }

  /** It has to be looked up in the log first. */
  reset(timestamp: number): void {
    this.forget();
    this.#state = { name: 'resetting', timestamp };
  }

  /** There is none until the application seeks. Where it stood before stays to be seen. */
  getStuck(): void {
    this.#state = STUCK;
  }

  /** It was about another log. */
  forget(): void {
    this.#offset = -1;
    this.#handedBack = -1;
    this.#leaderEpoch = -1;
  }
}
