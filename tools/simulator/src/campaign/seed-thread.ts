import { Worker } from 'node:worker_threads';
import type { LiveLine, Order, SeedResult } from './messages.ts';

/** What became of a seed; `hangs`: it was stopped, `broken`: its thread died. */
export type SeedOutcome =
  | { readonly kind: 'ran'; readonly result: SeedResult }
  | { readonly kind: 'hangs' | 'broken'; readonly seed: number; readonly why: string };

/** A thread for one seed after the other. Who takes too long is stopped with its thread, and another one begins. */
export class SeedThread {
  #worker: Worker | undefined;
  readonly #limitMs: number;

  /** @param limitMs of the wall clock, for one seed */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** @param onLine is told every line of the story, as it happens */
  async run(seed: number, onLine?: (line: string) => void): Promise<SeedOutcome> {
    const worker = (this.#worker ??= new Worker(new URL('worker.js', import.meta.url)));
    const outcome = await new Promise<SeedOutcome>((resolve) => {
      const timer = setTimeout(() => {
        resolve({ kind: 'hangs', seed, why: `it takes more than ${String(this.#limitMs / 1_000)} s` });
      }, this.#limitMs);
      const end = (ended: SeedOutcome): void => {
        clearTimeout(timer);
        resolve(ended);
      };
      for (const event of ['message', 'error']) worker.removeAllListeners(event);
      worker.on('message', (message: SeedResult | LiveLine) => {
        if ('line' in message) onLine?.(message.line);
        else end({ kind: 'ran', result: message });
      });
      worker.on('error', (error) => {
        end({ kind: 'broken', seed, why: String(error) });
      });
      const order: Order = { seed, live: onLine !== undefined };
      worker.postMessage(order);
    });
    if (outcome.kind !== 'ran') await this.close();
    return outcome;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}
