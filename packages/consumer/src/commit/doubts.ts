import type { Clock } from '@k/runtime';
import { PartitionMap } from '@k/cluster';

/**
 * Partitions of which an older commit may still reach the coordinator, behind the newest one: its request went out and was not
 * answered. Were nothing new read from then on, the older offset would stay. So they are committed once more when no such
 * request is to be expected any longer.
 */
export class Doubts {
  readonly #clock: Clock;
  readonly #lastMs: number;
  /** Until when each is in doubt, by the monotonic clock. */
  readonly #until = new PartitionMap<number>();

  /** @param lastMs for how long a request that was given up is to be expected */
  constructor(clock: Clock, lastMs: number) {
    this.#clock = clock;
    this.#lastMs = lastMs;
  }

  begin(topic: string, id: number): void {
    this.#until.set(topic, id, this.#clock.monotonic() + this.#lastMs);
  }

  has(topic: string, id: number): boolean {
    return this.#until.has(topic, id);
  }

  /** Whether it is time to commit it once more. */
  isDue(topic: string, id: number): boolean {
    const until = this.#until.get(topic, id);
    return until !== undefined && this.#clock.monotonic() >= until;
  }

  stored(topic: string, id: number): void {
    if (this.isDue(topic, id)) this.#until.delete(topic, id);
  }
}
