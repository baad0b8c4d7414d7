import { asError } from '@k/wire';
import { type Clock, type Random, timeoutError } from '@k/runtime';
import type { ConsumerRecord } from '../delivery/consumer-record.ts';
import type { HandAtWork } from '../delivery/record-buffer.ts';
import type { CallScope } from '../call-scope.ts';
import type { Tell } from '../events.ts';
import { isPromiseLike } from '../promise-like.ts';
import { Attempts } from './attempts.ts';
import { Burial } from './burial.ts';
import { Attempt, type HandlerContext } from './handler-context.ts';
import { HandlerSlots } from './handler-slots.ts';
import type { Task } from './partition-work.ts';
import type { RunSettings } from './run-options.ts';
import { isTraced, traced } from './tracing.ts';

/** Of records, or of batches. */
export type AnyHandler<K, V> = (
  input: ConsumerRecord<K, V> | ConsumerRecord<K, V>[],
  context: HandlerContext,
) => unknown;

export interface HandlingInit<K, V> {
  readonly clock: Clock;
  readonly random: Random;
  readonly clientId: string | null;
  readonly groupId: string | undefined;
  readonly settings: RunSettings;
  readonly handler: AnyHandler<K, V>;
  /** Where it is called. */
  readonly scope: CallScope;
  readonly tell: Tell;
  readonly warn: (error: Error) => void;
}

/** What becomes of tasks, told to the one who has them begin. */
export interface TaskEvents<K, V> {
  /** The task is done with, in one way or another; or nobody wants to know any more. */
  over(task: Task<K, V>): void;
  /** Its handler is not at work any more. */
  rested(task: Task<K, V>): void;
  /** It is to begin again, before the others of its lane. */
  again(task: Task<K, V>): void;
  /** The last attempt failed, and the run is to end by it. */
  failed(error: unknown): void;
  /** Others may begin: told after each of the above, when they do not come of a call of this side. */
  settled(): void;
}

/** Calls the handler, waits for it, and knows what to do when it fails: try again, end, skip, or bury. */
export class Handling<K, V> {
  readonly #init: HandlingInit<K, V>;
  readonly #events: TaskEvents<K, V>;
  readonly #handler: AnyHandler<K, V>;
  readonly #attempts: Attempts;
  readonly #burial: Burial<K, V>;
  readonly slots: HandlerSlots<Task<K, V>>;
  /** Those that are being sent to the dead-letter topic. */
  readonly #burying = new Set<Task<K, V>>();
  /** `closing`: there is no time for another attempt. */
  #state: 'open' | 'closing' = 'open';

  constructor(init: HandlingInit<K, V>, events: TaskEvents<K, V>) {
    const { clock, random, settings, groupId, tell } = init;
    this.#init = init;
    this.#events = events;
    this.#handler = init.handler;
    this.#attempts = new Attempts(settings, random);
    this.#burial = new Burial({ clock, groupId, settings, attempts: this.#attempts, tell });
    this.slots = new HandlerSlots({
      clock,
      concurrency: settings.concurrency,
      timeoutMs: settings.handlerTimeoutMs,
      settled: (task, failure) => {
        if (failure === null) events.over(task);
        else this.#failed(task, failure.error);
        events.settled();
      },
      expired: (task) => {
        this.#expired(task);
      },
    });
  }

  /** What is waited for now. */
  *atWork(): Iterable<HandAtWork> {
    for (const { attempt, records } of this.slots) {
      if (attempt !== null) yield { call: attempt, who: 'the handler', records };
    }
    for (const task of this.#burying)
      yield { call: task, who: 'the function that sends dead letters', records: task.records };
  }

  /** What is at work may be finished, and nothing is tried again. */
  end(): void {
    this.#state = 'closing';
  }

  close(): void {
    this.end();
    this.slots.close();
    this.#burial.close();
  }

  /** The handler of the task was called: this is what it gave. */
  begun(task: Task<K, V>, attempt: Attempt, outcome: Outcome): void {
    this.#hasBegun(task, attempt);
    this.#settle(task, outcome);
  }

  begin(task: Task<K, V>): void {
    const attempt = new Attempt(task.attempts + 1);
    this.#hasBegun(task, attempt);
    this.#settle(task, this.call(task.input, attempt));
  }

  /** Calls the handler. Without a promise it is done when it returns. */
  call(input: Task<K, V>['input'], attempt: Attempt): Outcome {
    try {
      const given = isTraced() ? this.#traced(input, attempt) : this.#handler(input, attempt);
      // A thenable that is none of Node's own may throw in then(), or settle twice.
      return isPromiseLike(given) ? Promise.resolve(given) : undefined;
    } catch (error) {
      return { error };
    }
  }

  #traced(input: Task<K, V>['input'], attempt: Attempt): Promise<unknown> {
    const { clientId, groupId = null } = this.#init;
    const records = Array.isArray(input) ? input : [input];
    const trace = { clientId, groupId, records, attempt: attempt.attempt };
    return traced(() => this.#handler(input, attempt), trace);
  }

  #settle(task: Task<K, V>, outcome: Outcome): void {
    if (outcome === undefined) this.#events.over(task);
    else if (isPromiseLike(outcome)) this.slots.occupy(task, outcome);
    else this.#failed(task, outcome.error);
  }

  #hasBegun(task: Task<K, V>, attempt: Attempt): void {
    task.attempts++;
    task.attempt = attempt;
    if (task.state === 'stale') return;
    task.state = 'atWork';
    task.work.atWork++;
  }

  /** Its signal aborts, and its lane waits on: another handler beside one that still runs would break the order. */
  #expired({ attempt, work: { owner }, records: [record] }: Task<K, V>): void {
    if (record === undefined) return;
    const { topic, partition, offset } = record;
    const { handlerTimeoutMs } = this.#init.settings;
    const error = timeoutError(`handle ${topic}-${String(partition)} offset ${String(offset)}`, handlerTimeoutMs);
    attempt?.abort(error);
    if (owner === null) return;
    const reason = `the handler of offset ${String(offset)} is at work for more than ${String(handlerTimeoutMs)} ms`;
    const { highWatermark } = owner.cursor;
    const stalled = { topic, partition, position: offset, highWatermark, reason, cause: error };
    this.#init.tell('stalled', [stalled], reason);
  }

  #failed(task: Task<K, V>, thrown: unknown): void {
    if (task.state === 'stale') {
      // Who was told to stop may throw what it likes.
      if (task.attempt?.reason === undefined) this.#init.warn(asError(thrown));
      this.#events.over(task);
      return;
    }
    // Too late is what went wrong, whatever the handler makes of it.
    const error = task.attempt?.reason ?? thrown;
    const step = this.#attempts.afterFailure(task.attempts, error);
    switch (step.name) {
      case 'retry':
        this.#pause(task, step.afterMs, error);
        return;
      case 'stop':
        this.#leaveOpen(task);
        this.#events.failed(error);
        return;
      case 'skip':
        this.#init.tell('recordSkipped', { records: task.records, error, attempts: task.attempts });
        this.#events.over(task);
        return;
      case 'bury':
        void this.#bury(task, error);
    }
  }

  #pause(task: Task<K, V>, ms: number, error: unknown): void {
    this.#leaveOpen(task);
    if (this.#state === 'closing') {
      // There is no time for another attempt: it comes again.
      this.#init.warn(asError(error));
      return;
    }
    const { clock, scope } = this.#init;
    const timer = clock.setTimeout(() => {
      task.state = 'waiting';
      task.cancelPause = null;
      scope.enter(() => {
        this.#events.again(task);
        this.#events.settled();
      });
    }, ms);
    task.cancelPause = () => {
      clock.clearTimeout(timer);
    };
  }

  /** It is neither at work nor done. */
  #leaveOpen(task: Task<K, V>): void {
    task.state = 'pausing';
    this.#events.rested(task);
  }

  async #bury(task: Task<K, V>, error: unknown): Promise<void> {
    this.#burying.add(task);
    try {
      await this.#burial.bury(task.records, error, task.attempts);
      this.#burying.delete(task);
      this.#events.over(task);
    } catch (cause) {
      this.#burying.delete(task);
      if (task.state === 'stale') {
        this.#events.over(task);
      } else {
        this.#leaveOpen(task);
        this.#events.failed(cause);
      }
    }
    this.#events.settled();
  }
}

/** What a handler came to: nothing more to do, a promise to wait for, or an error. */
export type Outcome = undefined | Promise<unknown> | { readonly error: unknown };
