import { type Clock, sleep } from '@k/runtime';
import type { ConsumerRecord } from '../delivery/consumer-record.ts';
import { DeadLetterError } from '../errors.ts';
import type { Tell } from '../events.ts';
import type { Attempts } from './attempts.ts';
import { type DeadLetterOptions, type Failure, deadLetterOf } from './dead-letter.ts';
import type { RunSettings } from './run-options.ts';

export interface BurialInit {
  readonly clock: Clock;
  readonly groupId: string | undefined;
  readonly settings: Pick<RunSettings, 'deadLetter'>;
  readonly attempts: Attempts;
  readonly tell: Tell;
}

/** Sends records to the dead-letter topic, by the application's function. */
export class Burial<K, V> {
  readonly #init: BurialInit;
  readonly #over = new AbortController();

  constructor(init: BurialInit) {
    this.#init = init;
  }

  /** @param attempts how often the handler was called @throws DeadLetterError when one could not be sent */
  async bury(records: readonly ConsumerRecord<K, V>[], error: unknown, attempts: number): Promise<void> {
    const { clock, groupId, settings, tell } = this.#init;
    const { deadLetter } = settings;
    if (deadLetter === undefined) return;
    const failure = { error, attempts, at: clock.now(), groupId };
    for (const record of records) {
      const topic = await this.#send(deadLetter, record, failure);
      tell('recordDeadLettered', { records: [record], error, attempts, topic });
    }
  }

  /** Nothing is tried again. */
  close(): void {
    this.#over.abort();
  }

  async #send({ topic, send }: DeadLetterOptions, record: ConsumerRecord<K, V>, failure: Failure): Promise<string> {
    for (let attempts = 1; ; attempts++) {
      try {
        const to = typeof topic === 'string' ? topic : topic(record, failure.error);
        await send(deadLetterOf(to, record, failure));
        return to;
      } catch (cause) {
        const pause = this.#init.attempts.pauseMs(attempts);
        const { signal } = this.#over;
        if (pause === undefined || signal.aborted) throw new DeadLetterError(record, failure.error, cause);
        await sleep(this.#init.clock, pause, signal);
      }
    }
  }
}
