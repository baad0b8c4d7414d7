import { MatchInAnyOrder } from './match-in-any-order.ts';
import type { Fits, Match, Matching } from './matching.ts';
import type { Pace } from './pace.ts';

/**
 * Steps back of one search. Kafka has no order between partitions, so that records can be taken in as many orders as partitions can be
 * interleaved, which are more than can be tried (it grows with the power of the partitions). As a rule none or a few have to be.
 */
const MOST_STEPS_BACK = 100_000;

/** One partition: where its records stand. */
interface Range {
  readonly end: number;
  /** The first one that is left. */
  next: number;
}

/** An expected record, for which the partitions are tried one after the other. */
interface Step {
  tried: number;
  /** The one that is taken for now, of which partition, and where that stood before. */
  record: number;
  range: Range | undefined;
  before: number;
}

/**
 * Each expected record is another one, and of two in the same partition the one that is expected first comes first. When not all are
 * there, as many from the first on as can be.
 */
export class MatchInOrder implements Matching {
  isCut = false;
  readonly #among: Fits;
  readonly #pace: Pace;
  readonly #ranges: Range[] = [];
  /** Where the search was before in vain. */
  readonly #dead = new Set<string>();
  readonly #steps: Step[] = [];
  #best: number[] = [];
  /** So many from the first on are there in any order: no more can be in this one. Only known when it is needed. */
  #limit: number | undefined;
  #stepsBack = 0;

  constructor(among: Fits, pace: Pace) {
    this.#among = among;
    this.#pace = pace;
    const { records } = among;
    for (let start = 0; start < records.length;) {
      let end = start;
      while (records[end]?.partition === records[start]?.partition && end < records.length) end++;
      this.#ranges.push({ end, next: start });
      start = end;
    }
  }

  get match(): Match {
    this.#keepBest();
    return Array.from({ length: this.#among.count }, (_, expected) => this.#best[expected]);
  }

  *run(): Generator<undefined, void> {
    const { count } = this.#among;
    let step = newStep();
    while (this.#steps.length < count) {
      if (this.#pace.step()) yield;
      if (this.#pace.isSpent) break;
      if (step.tried < 2 * this.#ranges.length) {
        if (yield* this.#take(step)) step = newStep();
        continue;
      }
      this.#keepBest();
      this.#limit ??= yield* this.#countInAnyOrder();
      if (this.#best.length >= this.#limit) return;
      this.#dead.add(this.#place());
      const last = this.#steps.pop();
      if (last === undefined) return;
      if (last.range !== undefined) last.range.next = last.before;
      if (++this.#stepsBack > MOST_STEPS_BACK) break;
      step = last;
    }
    this.isCut = this.#steps.length < count;
  }

  /** Tries the next partition: at first its next record, in a second round one behind that, for what is passed over is lost. */
  *#take(step: Step): Generator<undefined, boolean> {
    const expected = this.#steps.length;
    const isFirstRound = step.tried < this.#ranges.length;
    const range = this.#ranges[step.tried++ % this.#ranges.length] as Range;
    const { next } = range;
    const isNext = next < range.end && this.#among.fits(expected, next);
    if (isNext !== isFirstRound) return false;
    // The first that fits leaves most room for those that come after it.
    const record = isNext ? next : yield* this.#firstFit(expected, next + 1, range.end);
    if (record === undefined) return false;
    range.next = record + 1;
    Object.assign(step, { record, range, before: next });
    this.#steps.push(step);
    if (this.#dead.size === 0 || !this.#dead.has(this.#place())) return true;
    this.#steps.pop();
    range.next = next;
    return false;
  }

  *#firstFit(expected: number, from: number, end: number): Generator<undefined, number | undefined> {
    const candidates = this.#among.candidatesOf(expected);
    const count = candidates?.length ?? end;
    for (let place = candidates === undefined ? from : placeIn(candidates, from); place < count; place++) {
      const record = candidates === undefined ? place : (candidates[place] as number);
      if (record >= end) return undefined;
      if (this.#among.fits(expected, record)) return record;
      if (this.#pace.step()) yield;
    }
    return undefined;
  }

  *#countInAnyOrder(): Generator<undefined, number> {
    const anyOrder = new MatchInAnyOrder(this.#among, this.#pace);
    for (let expected = 0; expected < this.#among.count; expected++) {
      if (!(yield* anyOrder.give(expected))) return expected;
    }
    return this.#among.count;
  }

  #keepBest(): void {
    if (this.#steps.length > this.#best.length) this.#best = this.#steps.map(({ record }) => record);
  }

  #place(): string {
    return `${String(this.#steps.length)}:${this.#ranges.map(({ next }) => next).join()}`;
  }
}

function newStep(): Step {
  return { tried: 0, record: -1, range: undefined, before: -1 };
}

/** Of the first that is not below it. */
function placeIn(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
