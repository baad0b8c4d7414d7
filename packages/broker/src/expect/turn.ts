import type { Clock } from '@k/runtime';
import type { Wait } from './waits.ts';

/** So long the event loop is held in one go, in ms: then timers, signals and sockets get their turn. */
const MAX_TURN_MS = 8;

/** After so many steps it is looked at the clock. */
const STEPS_AT_ONCE = 32;

/**
 * A turn of work in the event loop. By a virtual clock no time passes in it, so that it ends when the work does: what happens
 * there depends on nothing else.
 */
export class Turn {
  readonly #clock: Clock;
  readonly #sinceMs: number;
  #steps = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#sinceMs = clock.monotonic();
  }

  /** Whether others are to get theirs. */
  get isOver(): boolean {
    return this.#clock.monotonic() - this.#sinceMs > MAX_TURN_MS;
  }

  /** Counts a step of some microseconds. @returns whether it is over */
  step(): boolean {
    return ++this.#steps % STEPS_AT_ONCE === 0 && this.isOver;
  }

  /**
   * Goes on with a search, by one piece at the least: whatever else the turn went by with, the search comes to its end.
   * @returns what comes of it; undefined: the turn was over before
   */
  run<T>(search: Generator<undefined, T>): { readonly value: T } | undefined {
    do {
      const { done, value } = search.next();
      if (done === true) return { value };
    } while (!this.isOver);
    return undefined;
  }
}

/** Works in turns until it is done or given up. @param work whether it is done @param isGivenUp asked after each turn */
export async function inTurns(
  clock: Clock,
  work: (turn: Turn) => boolean,
  isGivenUp: () => boolean = () => false,
): Promise<void> {
  while (!work(new Turn(clock)) && !isGivenUp()) {
    await new Promise<void>((resolve) => void clock.setTimeout(resolve, 0));
  }
}

/** Looks in turns. @param look 'unfinished': it goes on in the next turn, and not when something happens meanwhile */
export function lookInTurns<T>(
  clock: Clock,
  look: (turn: Turn) => ReturnType<Wait<T>['look']> | 'unfinished',
): Wait<T>['look'] {
  let isDue = false;
  return (again) => {
    if (isDue) return undefined;
    const found = look(new Turn(clock));
    if (found !== 'unfinished') return found;
    isDue = true;
    clock.setTimeout(() => {
      isDue = false;
      again();
    }, 0);
    return undefined;
  };
}
