import { asError } from '@k/wire';
import { Deadline, type Clock } from '@k/runtime';
import type { TopicPartition } from '@k/cluster';
import type { GroupHandler } from './group-handler.ts';

/** Calls a member's handler about its partitions, one call after the other. The handler's `onError` hears what they throw. */
export class HandlerCalls {
  readonly #handler: GroupHandler;
  readonly #clock: Clock;
  #last: Promise<void> = Promise.resolve();

  constructor(handler: GroupHandler, clock: Clock) {
    this.#handler = handler;
    this.#clock = clock;
  }

  /** Resolves when the calls so far are over. */
  get settled(): Promise<void> {
    return this.#last;
  }

  assigned(added: readonly TopicPartition[], all: readonly TopicPartition[]): void {
    this.#call(() => this.#handler.onAssigned(added, all));
  }

  /** @param until the partitions go then, done or not (monotonic ms) */
  revoked(partitions: readonly TopicPartition[], reason: string, until: number, done: () => void): void {
    this.#call(async () => {
      const deadline = new Deadline(this.#clock, `give back the partitions (${reason})`, {
        timeoutMs: Math.max(0, until - this.#clock.monotonic()),
      });
      try {
        await deadline.race(this.#handler.onRevoked(partitions, reason, deadline));
      } catch (error) {
        if (!deadline.expired) throw error;
      } finally {
        done();
      }
    });
  }

  lost(partitions: readonly TopicPartition[], reason: string): void {
    this.#call(() => this.#handler.onLost(partitions, reason));
  }

  #call(call: () => Promise<void>): void {
    this.#last = this.#last.then(call).catch((cause: unknown) => {
      this.#handler.onError(asError(cause));
    });
  }
}
