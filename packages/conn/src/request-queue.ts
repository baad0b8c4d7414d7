import type { Api } from '@k/wire';
import { offAbort, onAbort } from '@k/runtime';

/**
 * - `waiting`: not written yet. Left when it is written, or settled by time, abort or the end of the connection.
 * - `written`: its reply is due.
 * - `settled`: its promise is done. One that was written before keeps its place until its reply has come and been dropped.
 */
export type PendingState = 'waiting' | 'written' | 'settled';

type SettledListener = (request: PendingRequest, error: unknown) => void;

/** One request from `request()` to its reply. A class, and not a promise chain: this is the hot path. */
export class PendingRequest {
  state: PendingState = 'waiting';
  version = -1;
  correlationId = -1;
  /** When it was written, on the monotonic clock. */
  writtenAt = 0;
  /** How many bytes the connection had received by then: tells a silent broker from a slow one. */
  receivedAtWrite = 0;

  readonly api: Api<unknown, unknown>;
  /** The body, or the function of the version that makes it. */
  readonly body: unknown;
  readonly maxVersion: number;
  readonly timeoutMs: number;
  readonly askedAt: number;
  readonly deadlineAt: number;
  /** False for requests that brokers never answer. */
  expectsReply: boolean;
  /** Part of the set-up (versions, authentication): may leave before the connection is ready. */
  readonly isSetup: boolean;
  readonly #signal: AbortSignal | undefined;
  readonly #resolve: (response: unknown) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #onSettled: SettledListener | undefined;

  constructor(init: {
    api: Api<unknown, unknown>;
    body: unknown;
    maxVersion: number;
    timeoutMs: number;
    askedAt: number;
    expectsReply: boolean;
    isSetup: boolean;
    signal: AbortSignal | undefined;
    resolve: (response: unknown) => void;
    reject: (reason: unknown) => void;
    onSettled: SettledListener | undefined;
  }) {
    this.api = init.api;
    this.body = init.body;
    this.maxVersion = init.maxVersion;
    this.timeoutMs = init.timeoutMs;
    this.askedAt = init.askedAt;
    this.deadlineAt = init.askedAt + init.timeoutMs;
    this.expectsReply = init.expectsReply;
    this.isSetup = init.isSetup;
    this.#resolve = init.resolve;
    this.#reject = init.reject;
    this.#onSettled = init.onSettled;
    this.#signal = init.signal;
    if (this.#signal !== undefined) onAbort(this.#signal, this);
  }

  succeed(response: unknown): void {
    if (!this.#settle()) return;
    this.#onSettled?.(this, undefined);
    this.#resolve(response);
  }

  fail(reason: unknown): void {
    if (!this.#settle()) return;
    this.#onSettled?.(this, reason);
    this.#reject(reason);
  }

  #settle(): boolean {
    if (this.state === 'settled') return false;
    // Never written, so no reply will come for it.
    if (this.state === 'waiting') this.expectsReply = false;
    this.state = 'settled';
    if (this.#signal !== undefined) offAbort(this.#signal, this);
    return true;
  }
}

/**
 * All requests of a connection in one array with two indices, in the order in which they leave:
 *
 *     [ answered and gone | written, reply due | waiting ]
 *                       first                next
 *
 * Brokers answer in order, so a reply belongs to the first written one that expects any.
 */
export class RequestQueue {
  #entries: (PendingRequest | undefined)[] = [];
  #first = 0;
  #next = 0;
  #inFlight = 0;

  /** Written requests whose reply is due. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Requests not written yet (some may have been given up since). */
  get waiting(): number {
    return this.#entries.length - this.#next;
  }

  push(entry: PendingRequest): void {
    if (entry.isSetup) this.#entries.splice(this.#next, 0, entry);
    else this.#entries.push(entry);
  }

  /** The next one to write; the given-up ones before it are stepped over. */
  peek(): PendingRequest | undefined {
    while (this.#next < this.#entries.length) {
      const entry = this.#entries[this.#next] as PendingRequest;
      if (entry.state === 'waiting') return entry;
      this.#next++;
      this.#dropUnanswerable();
    }
    return undefined;
  }

  /** The one that {@link RequestQueue.peek} returned has been written. */
  advance(): void {
    const entry = this.#entries[this.#next++] as PendingRequest;
    if (entry.expectsReply) this.#inFlight++;
    this.#dropUnanswerable();
  }

  /** The one whose reply comes next. */
  first(): PendingRequest | undefined {
    return this.#first < this.#next ? this.#entries[this.#first] : undefined;
  }

  /** Its reply is here: takes it out. */
  shift(): void {
    this.#entries[this.#first++] = undefined;
    this.#inFlight--;
    this.#dropUnanswerable();
  }

  /** Every request not yet gone, in order. */
  forEach(visit: (entry: PendingRequest) => void): void {
    for (let i = this.#first; i < this.#entries.length; i++) visit(this.#entries[i] as PendingRequest);
  }

  /** Takes out those whose reply is due and will not come; the waiting ones stay. */
  takeWritten(): PendingRequest[] {
    const written = this.#entries.slice(this.#first, this.#next) as PendingRequest[];
    this.#entries = this.#entries.slice(this.#next);
    this.#first = this.#next = this.#inFlight = 0;
    return written;
  }

  /** Empties the queue and returns what was in it. */
  takeAll(): PendingRequest[] {
    const all = this.#entries.slice(this.#first) as PendingRequest[];
    this.#entries = [];
    this.#first = this.#next = this.#inFlight = 0;
    return all;
  }

  #dropUnanswerable(): void {
    while (this.#first < this.#next && !(this.#entries[this.#first] as PendingRequest).expectsReply) {
      this.#entries[this.#first++] = undefined;
    }
    if (this.#first === this.#entries.length) {
      this.#entries.length = this.#first = this.#next = 0;
    } else if (this.#first >= 1024 && this.#first * 2 >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#first);
      this.#next -= this.#first;
      this.#first = 0;
    }
  }
}
