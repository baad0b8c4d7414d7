import type { Clock, TimerHandle } from '@k/runtime';

/**
 * What a member has to do in time.
 *
 * session: send something. rebalance: say that it gave up what it was told to.
 * Of classic members, join: send JoinGroup after it was told of a rebalance. sync: send SyncGroup after that.
 */
export type Duty = 'session' | 'rebalance' | 'join' | 'sync';

/** The timers of a group's members, one for each of their duties. */
export class MemberTimers {
  readonly #clock: Clock;
  readonly #timers = new Map<string, Map<Duty, TimerHandle>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Anew, where it runs already. */
  start(memberId: string, duty: Duty, ms: number, late: () => void): void {
    this.cancel(memberId, duty);
    let timers = this.#timers.get(memberId);
    if (timers === undefined) this.#timers.set(memberId, (timers = new Map<Duty, TimerHandle>()));
    const timer = this.#clock.setTimeout(() => {
      this.cancel(memberId, duty);
      late();
    }, ms);
    timers.set(duty, timer);
  }

  runs(memberId: string, duty: Duty): boolean {
    return this.#timers.get(memberId)?.has(duty) === true;
  }

  cancel(memberId: string, duty: Duty): void {
    const timers = this.#timers.get(memberId);
    const timer = timers?.get(duty);
    if (timer !== undefined) this.#clock.clearTimeout(timer);
    timers?.delete(duty);
    if (timers?.size === 0) this.#timers.delete(memberId);
  }

  cancelAll(memberId: string): void {
    for (const duty of [...(this.#timers.get(memberId)?.keys() ?? [])]) this.cancel(memberId, duty);
  }

  close(): void {
    for (const memberId of [...this.#timers.keys()]) this.cancelAll(memberId);
  }
}
