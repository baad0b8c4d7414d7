import { type Clock, sleep } from '@k/runtime';
import type { MetadataPace } from './metadata-pace.ts';

/** Topics that are asked for together. */
interface Batch {
  readonly topics: Set<string>;
  /** Why the first of those who share it asked. */
  readonly reason: string;
  readonly done: Promise<void>;
}

export interface SharedRequestsInit {
  readonly clock: Clock;
  readonly pace: MetadataPace;
  /** Sends one request; may add to `topics` what it asks for beside. */
  readonly send: (topics: Set<string>, reason: string) => Promise<void>;
  /** Aborts when the cluster closes. */
  readonly stop: AbortSignal;
}

/**
 * Metadata requests of one kind, one at a time and at the common pace. Who asks in one turn, during a pause, or while a
 * request is under way shares the next one; who asks for no more than the one under way shares that.
 */
export class SharedRequests {
  readonly #init: SharedRequestsInit;
  #current: Batch | undefined;
  #next: Batch | undefined;
  /** Ends the pause that the next one is in: it may not have to wait any more. */
  #reconsider = new AbortController();

  constructor(init: SharedRequestsInit) {
    this.#init = init;
  }

  ask(topics: Iterable<string>, reason: string): Promise<void> {
    const wanted = [...topics];
    const current = this.#current;
    if (current !== undefined && wanted.every((topic) => current.topics.has(topic))) return current.done;
    this.#next ??= { topics: new Set(), reason, done: this.#run(current?.done) };
    const { topics: gathered, done } = this.#next;
    const before = gathered.size;
    for (const topic of wanted) gathered.add(topic);
    if (gathered.size > before) this.#reconsider.abort();
    return done;
  }

  async #run(before: Promise<void> | undefined): Promise<void> {
    // With nothing under way, a turn of the microtask queue gathers those who ask together.
    await before?.catch(() => undefined);
    await Promise.resolve();
    const batch = this.#next as Batch;
    try {
      await this.#pause(batch.topics);
      this.#current = batch;
    } finally {
      this.#next = undefined;
    }
    try {
      await this.#init.send(batch.topics, batch.reason);
    } finally {
      this.#current = undefined;
    }
  }

  async #pause(topics: ReadonlySet<string>): Promise<void> {
    const { clock, pace, stop } = this.#init;
    stop.throwIfAborted();
    for (let ms = pace.pauseMs(topics); ms > 0; ms = pace.pauseMs(topics)) {
      this.#reconsider = new AbortController();
      await sleep(clock, ms, stop, this.#reconsider.signal).catch(() => {
        stop.throwIfAborted();
      });
    }
  }
}
