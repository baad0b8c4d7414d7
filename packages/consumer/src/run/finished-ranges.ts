/** Records from `from` on and before `to`, of one epoch of the partition's leader. */
export interface FinishedRange {
  readonly from: number;
  readonly to: number;
  /** Of two records with one offset and one leader epoch there is but one: a log that was cut has another epoch there. */
  readonly leaderEpoch: number;
}

/** From here on records are of this epoch, until the next. */
interface EpochStart {
  readonly from: number;
  readonly leaderEpoch: number;
}

/** Which leader epochs the records of a partition were of, as they were read: they change with the leader, so it is a short list. */
export class LeaderEpochs {
  readonly #starts: EpochStart[] = [];
  #latest = -1;

  /** @param offset greater than those before */
  add(offset: number, leaderEpoch: number): void {
    if (leaderEpoch === this.#latest && this.#starts.length > 0) return;
    this.#latest = leaderEpoch;
    this.#starts.push({ from: offset, leaderEpoch });
  }

  /** Of the last record before `offset`; undefined when none was read. */
  before(offset: number): number | undefined {
    const last = this.#starts.at(-1);
    // As ever, but for the time in which the leader changes.
    if (last === undefined || last.from < offset) return last?.leaderEpoch;
    return this.#starts.findLast(({ from }) => from < offset)?.leaderEpoch;
  }

  /** What lies between `from` and `to`, a part for each epoch. */
  split(from: number, to: number): FinishedRange[] {
    const parts: FinishedRange[] = [];
    for (const [i, { from: start, leaderEpoch }] of this.#starts.entries()) {
      const part = {
        from: Math.max(from, start),
        to: Math.min(to, this.#starts[i + 1]?.from ?? Infinity),
        leaderEpoch,
      };
      if (part.from < part.to) parts.push(part);
    }
    return parts;
  }
}

/** The gaps between `unfinished` offsets (in order), from `from` to `to`. */
export function finishedBetween(
  from: number,
  to: number,
  unfinished: readonly number[],
  epochs: LeaderEpochs,
): FinishedRange[] {
  const ranges: FinishedRange[] = [];
  let start = from;
  for (const offset of unfinished) {
    if (offset > start) ranges.push(...epochs.split(start, offset));
    start = offset + 1;
  }
  if (to > start) ranges.push(...epochs.split(start, to));
  return ranges;
}

/** Which records need not be handled again; asked for one after the other, in the order of the offsets. */
export class FinishedRanges {
  readonly #ranges: readonly FinishedRange[];
  #next = 0;

  /** @param ranges in order */
  constructor(ranges: readonly FinishedRange[]) {
    this.#ranges = ranges;
  }

  has(offset: number, leaderEpoch: number): boolean {
    for (;;) {
      const range = this.#ranges[this.#next];
      if (range === undefined || offset < range.from) return false;
      if (offset < range.to) return range.leaderEpoch === leaderEpoch;
      this.#next++;
    }
  }

  /** Those that were not come to. */
  from(offset: number): FinishedRange[] {
    const left = this.#ranges.filter(({ to }) => to > offset);
    return left.map((range) => ({ ...range, from: Math.max(range.from, offset) }));
  }

  /** None is left from `offset` on. */
  endsBefore(offset: number): boolean {
    return (this.#ranges.at(-1)?.to ?? 0) <= offset;
  }
}
