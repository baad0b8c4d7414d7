import { StateError } from '@k/wire';
import { offAbort, onAbort, withResolvers, type Clock, type WaitOptions } from '@k/runtime';
import type { BrokerEvents } from '../events.ts';
import { ExpectationError } from './expectation-error.ts';
import type { Changes } from '../state/changes.ts';

/** Something to wait for. */
export interface Wait<T> {
  /** The call, for messages: `Broker: waitForGroup()`. */
  readonly call: string;
  /**
   * What there is now, or undefined to go on waiting. What it throws ends the wait. Called after every change.
   * @param again has it called once more though nothing changed: for one that is not done in one turn of the event loop
   */
  look(again: () => void): { readonly value: T | Promise<T> } | undefined;
  /** When time is over: what comes of it then, or an error. */
  atEnd(): T | Promise<T>;
}

/**
 * How long calls wait that do not say it, in ms: less than the time limit of a test in vitest and jest (5 s), so that one is
 * told what there is instead.
 */
export const DEFAULT_TIMEOUT_MS = 4_000;

/** All that tests wait for in a broker: looked at when something happened, never by and by. */
export class Waits {
  readonly #clock: Clock;
  readonly #events: BrokerEvents;
  readonly #changes: Changes;
  readonly #closers = new Set<() => void>();
  #isClosed = false;

  /** By which it is waited. */
  get clock(): Clock {
    return this.#clock;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  constructor(clock: Clock, events: BrokerEvents, changes: Changes) {
    this.#clock = clock;
    this.#events = events;
    this.#changes = changes;
  }

  /** What fails is shown at the line of the test that waits, and not at the timer that ended it. */
  async until<T>(wait: Wait<T>, terms: WaitOptions): Promise<T> {
    const { stack } = new Error();
    try {
      return await this.#until(wait, terms);
    } catch (error) {
      if (error instanceof ExpectationError) error.cameFrom(stack);
      throw error;
    }
  }

  async #until<T>(wait: Wait<T>, { signal, timeoutMs = DEFAULT_TIMEOUT_MS }: WaitOptions): Promise<T> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw closedError(wait.call);
    let again = (): void => undefined;
    const found = wait.look(() => again());
    if (found !== undefined) return found.value;
    const { promise, resolve, reject } = withResolvers<T>();
    const attempt = (settle: () => void): void => {
      try {
        settle();
      } catch (error) {
        reject(error);
      }
    };
    const stop = (): void => {
      again = () => undefined;
      stopListening();
      this.#clock.clearTimeout(timer);
    };
    again = () =>
      attempt(() => {
        const now = wait.look(() => again());
        if (now === undefined) return;
        stop();
        resolve(now.value);
      });
    const stopListening = this.#listen(() => again());
    const atEnd = (): void => {
      stop();
      attempt(() => resolve(wait.atEnd()));
    };
    const timer = timeoutMs === Infinity ? undefined : this.#clock.setTimeout(atEnd, timeoutMs);
    const onClose = (): void => reject(closedError(wait.call));
    this.#closers.add(onClose);
    if (signal !== undefined) onAbort(signal, reject);
    try {
      return await promise;
    } finally {
      stop();
      this.#closers.delete(onClose);
      if (signal !== undefined) offAbort(signal, reject);
    }
  }

  /** Nobody waits any more, now or later. */
  close(): void {
    this.#isClosed = true;
    for (const close of [...this.#closers]) close();
  }

  /** Calls `fn` once after changes that come together, when all of them are done. */
  #listen(fn: () => void): () => void {
    let isDue = false;
    let isOver = false;
    const changed = (): void => {
      if (isDue) return;
      isDue = true;
      queueMicrotask(() => {
        isDue = false;
        if (!isOver) fn();
      });
    };
    const stops = [this.#events.listen(changed), this.#changes.listen(changed)];
    return () => {
      isOver = true;
      for (const stop of stops) stop();
    };
  }
}

/** For a call after `close()`, or one that goes on until then. */
export function closedError(call: string): StateError {
  return new StateError(`${call}: the broker is closed`);
}
