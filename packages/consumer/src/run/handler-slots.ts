import { type Clock, EarliestTimer } from '@k/runtime';

/** Room for one handler at work, with the two calls that its promise needs, made once. */
class Slot<T> {
  task: T | null = null;
  /** The look in which it began: see {@link HandlerSlots.beganAllSinceLastLook}. */
  look = 0;
  /** Monotonic ms; Infinity without a time limit, and when it is told that that is over. */
  startedAt = Infinity;
  readonly fulfilled: () => void;
  readonly rejected: (error: unknown) => void;

  constructor(settled: (slot: Slot<T>, failure: { readonly error: unknown } | null) => void) {
    this.fulfilled = () => {
      settled(this, null);
    };
    this.rejected = (error) => {
      settled(this, { error });
    };
  }
}

export interface HandlerSlotsInit<T> {
  readonly clock: Clock;
  readonly concurrency: number;
  /** Infinity for none. */
  readonly timeoutMs: number;
  /** The handler takes longer than that; told once. */
  readonly expired: (task: T) => void;
  /** @param failure null when the handler was done */
  readonly settled: (task: T, failure: { readonly error: unknown } | null) => void;
}

/** The handlers at work that gave a promise: no more than `concurrency`. */
export class HandlerSlots<T> {
  readonly #init: HandlerSlotsInit<T>;
  readonly #all: Slot<T>[] = [];
  readonly #free: Slot<T>[] = [];
  readonly #timer: EarliestTimer;
  #look = 0;

  constructor(init: HandlerSlotsInit<T>) {
    this.#init = init;
    this.#timer = new EarliestTimer(init.clock, () => {
      this.#expire();
    });
  }

  get areFree(): boolean {
    return this.#free.length > 0 || this.#all.length < this.#init.concurrency;
  }

  get areAllFree(): boolean {
    return this.#free.length === this.#all.length;
  }

  occupy(task: T, outcome: PromiseLike<unknown>): void {
    const slot = this.#free.pop() ?? this.#add();
    slot.task = task;
    slot.look = this.#look;
    const { timeoutMs, clock } = this.#init;
    if (timeoutMs !== Infinity) {
      slot.startedAt = clock.monotonic();
      this.#timer.arm(slot.startedAt + timeoutMs, slot.startedAt);
    }
    outcome.then(slot.fulfilled, slot.rejected);
  }

  /** Whether each handler at work has begun since this was last asked. */
  beganAllSinceLastLook(): boolean {
    const look = this.#look++;
    return this.areAllFree || this.#all.every((slot) => slot.task === null || slot.look === look);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const { task } of this.#all) if (task !== null) yield task;
  }

  close(): void {
    this.#timer.cancel();
  }

  #add(): Slot<T> {
    const slot = new Slot<T>((which, failure) => {
      const { task } = which;
      which.task = null;
      this.#free.push(which);
      if (task !== null) this.#init.settled(task, failure);
    });
    this.#all.push(slot);
    return slot;
  }

  #expire(): void {
    const { clock, timeoutMs } = this.#init;
    const now = clock.monotonic();
    for (const slot of this.#all) {
      const until = slot.startedAt + timeoutMs;
      if (slot.task === null || until === Infinity) continue;
      if (until > now) {
        this.#timer.arm(until, now);
      } else {
        slot.startedAt = Infinity;
        this.#init.expired(slot.task);
      }
    }
  }
}
