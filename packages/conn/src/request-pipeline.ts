import {
  ApiVersions,
  CorrelationIdError,
  decodeResponseFrame,
  encodeRequestFrame,
  type Api,
  type ConnectionError,
} from '@k/wire';
import type { BrokerVersions } from './api-versions.ts';
import type { InFlightRequest, RequestOptions } from './connection.ts';
import { timeoutError, EarliestTimer, type Clock, type Socket, withResolvers, type Resolvers } from '@k/runtime';
import { PendingRequest, RequestQueue } from './request-queue.ts';
import { throttleMs } from './throttle.ts';

/** Requests are gathered into one write until it holds this many bytes. */
const WRITE_BATCH_BYTES = 1024 * 1024;

/** What may leave: nothing, only the requests that set the connection up, or all. */
export type Gate = 'shut' | 'setup' | 'open';

/** What a {@link RequestPipeline} needs of its connection. */
export interface PipelineConnection {
  /** `host:port`. */
  readonly broker: string;
  readonly clock: Clock;
  readonly clientId: string | null;
  readonly requestTimeoutMs: number;
  readonly maxInFlight: number;
  readonly maxIdleMs: number;
  readonly gate: () => Gate;
  /** The socket of now; there is one unless the gate is shut. */
  readonly socket: () => Socket | undefined;
  /** What the broker takes; known unless the gate is shut. */
  readonly versions: () => BrokerVersions;
  /** Ends the connection: its broker is dead, or does not keep the rules. */
  readonly fail: (text: string, Kind?: typeof ConnectionError) => void;
  /** Nothing was asked for `maxIdleMs`. */
  readonly onIdle: () => void;
  /**
   * A reply came to the request behind `entry`, the next one due: why `entry` is given up as ignored, or undefined when
   * that cannot be.
   */
  readonly ignored: (entry: PendingRequest) => Error | undefined;
  readonly throttled: (api: Api<unknown, unknown>, throttleMs: number) => void;
  readonly settled: ((request: PendingRequest, error: unknown) => void) | undefined;
}

/** What kind of request it is. */
export interface RequestKind {
  readonly expectsReply: boolean;
  /** Part of the set-up: goes ahead of everything that waits. */
  readonly isSetup: boolean;
}

/**
 * The requests of one connection, from the call to the reply: they leave in order, several to a write, as many as may be
 * in flight. Each reply is matched with its request. Each request has a time limit, and so has a broker that says nothing.
 *
 * How the connection is opened, set up and ended is not its matter: `broker-connection.ts` does that.
 */
export class RequestPipeline {
  readonly #connection: PipelineConnection;
  readonly #clock: Clock;
  readonly #queue = new RequestQueue();
  readonly #timer: EarliestTimer;
  readonly #pump = (): void => {
    this.#pumpScheduled = false;
    this.flush();
  };
  #pumpScheduled = false;
  #correlationId = 0;
  /** Bytes received, and how many of them by the time the gate was opened. */
  #received = 0;
  #receivedAtOpen = 0;
  #writable = true;
  /** KIP-219, on the monotonic clock. */
  #mutedUntil = 0;
  #usedAt = 0;
  /** A bare token was sent: the next frame is the answer, without a header. */
  #bareReply: Resolvers<Buffer> | undefined;
  #drained: (() => void) | undefined;

  constructor(connection: PipelineConnection) {
    this.#connection = connection;
    this.#clock = connection.clock;
    this.#timer = new EarliestTimer(connection.clock, () => {
      this.#onTimer();
    });
  }

  /** Written requests whose reply is due. */
  get inFlight(): number {
    return this.#queue.inFlight;
  }

  /** The requests behind {@link inFlight}, oldest first, without those that were given up. */
  get inFlightRequests(): InFlightRequest[] {
    const requests: InFlightRequest[] = [];
    this.#queue.forEach(({ state, api, version, correlationId, writtenAt }) => {
      if (state === 'written') requests.push({ api, version, correlationId, writtenAt });
    });
    return requests;
  }

  /** Milliseconds for which the broker has asked for no requests (KIP-219). */
  get throttledMs(): number {
    return Math.max(0, this.#mutedUntil - this.#clock.monotonic());
  }

  /** Whether a request added now would leave at once, if the gate is open. */
  get canSendMore(): boolean {
    const { waiting, inFlight } = this.#queue;
    return this.#writable && waiting === 0 && inFlight < this.#connection.maxInFlight && this.throttledMs === 0;
  }

  /** Whether requests are in flight and nothing at all has come since the gate was opened. */
  get unheardSinceOpen(): boolean {
    return this.#queue.inFlight > 0 && this.#received === this.#receivedAtOpen;
  }

  /** Whether the answer to a bare token is due. */
  get awaitsBareReply(): boolean {
    return this.#bareReply !== undefined;
  }

  // ---------------------------------------------------------------- requests out

  add(
    api: Api<unknown, unknown>,
    body: unknown,
    options: RequestOptions | undefined,
    { expectsReply, isSetup }: RequestKind,
  ): Promise<unknown> {
    const signal = options?.signal;
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    const timeoutMs = options?.timeoutMs ?? this.#connection.requestTimeoutMs;
    const now = this.#clock.monotonic();
    this.#usedAt = now;
    return new Promise((resolve, reject) => {
      const entry = new PendingRequest({
        api,
        body,
        maxVersion: options?.maxVersion ?? Infinity,
        timeoutMs,
        askedAt: now,
        expectsReply,
        isSetup,
        signal,
        resolve,
        reject,
        onSettled: this.#connection.settled,
      });
      this.#queue.push(entry);
      this.#timer.arm(entry.deadlineAt, now);
      this.#schedulePump();
      options?.onAsked?.(entry);
    });
  }

  /** Sends a token in a frame of its own, with nothing around it; nothing else may be under way. */
  exchangeBare(token: Uint8Array, expectsReply: boolean): Promise<Buffer> {
    const size = Buffer.allocUnsafe(4);
    size.writeInt32BE(token.byteLength);
    this.#write([size, token]);
    if (!expectsReply) return Promise.resolve(Buffer.alloc(0));
    this.#bareReply = withResolvers<Buffer>();
    return this.#bareReply.promise;
  }

  /** The gate is open for the first time, and time without requests counts from here. */
  opened(): void {
    this.#receivedAtOpen = this.#received;
    this.#usedAt = this.#clock.monotonic();
    this.#watchIdle(this.#usedAt);
    this.flush();
  }

  /** There is another socket in the place of the one that was lost. */
  onNewSocket(): void {
    this.#writable = true;
  }

  /** The socket has taken what it held back. */
  onDrain(): void {
    this.#writable = true;
    this.flush();
  }

  /** Writes what may leave now. */
  flush(): void {
    while (this.#writable && this.#writeSome());
  }

  /** Everything asked in one turn of the event loop leaves in one write. */
  #schedulePump(): void {
    if (this.#pumpScheduled) return;
    this.#pumpScheduled = true;
    queueMicrotask(this.#pump);
  }

  /** Writes up to a good size for one write; false when nothing is left to do. */
  #writeSome(): boolean {
    const gate = this.#connection.gate();
    if (gate === 'shut') return false;
    const now = this.#clock.monotonic();
    if (now < this.#mutedUntil) {
      if (this.#queue.waiting > 0) this.#timer.arm(this.#mutedUntil, now);
      return false;
    }
    const chunks: Uint8Array[] = [];
    const unanswered: PendingRequest[] = [];
    let bytes = 0;
    while (bytes < WRITE_BATCH_BYTES && this.#queue.inFlight < this.#connection.maxInFlight) {
      const entry = this.#queue.peek();
      if (entry === undefined || (gate === 'setup' && !entry.isSetup)) break;
      let frame: Uint8Array[];
      try {
        frame = this.#encode(entry);
      } catch (error) {
        entry.fail(this.#connection.versions().weigh(error, entry.api, entry.version));
        continue;
      }
      for (const chunk of frame) {
        chunks.push(chunk);
        bytes += chunk.byteLength;
      }
      entry.writtenAt = now;
      entry.receivedAtWrite = this.#received;
      this.#queue.advance();
      if (entry.expectsReply) {
        entry.state = 'written';
        this.#timer.arm(this.#silentAt(entry), now);
      } else unanswered.push(entry);
    }
    if (chunks.length === 0) return false;
    this.#write(chunks);
    for (const entry of unanswered) entry.succeed(undefined);
    return true;
  }

  #write(chunks: readonly Uint8Array[]): void {
    this.#writable = this.#connection.socket()?.write(chunks) ?? false;
  }

  #encode(entry: PendingRequest): Uint8Array[] {
    const versions = this.#connection.versions();
    const version = versions.pick(entry.api, entry.maxVersion);
    entry.version = version;
    const given = entry.body;
    const body = typeof given === 'function' ? (given as (version: number) => unknown)(version) : given;
    const correlationId = this.#correlationId;
    // Brokers before 0.10 do not take a null for the client id, nor may one that is still being set up.
    const mayBeOld = entry.isSetup || versions.rangeOf(ApiVersions.key) === undefined;
    const header = { correlationId, clientId: this.#connection.clientId ?? (mayBeOld ? '' : null) };
    const frame = encodeRequestFrame(entry.api, version, header, body as never);
    this.#correlationId = (correlationId + 1) & 0x7fffffff;
    entry.correlationId = correlationId;
    return frame;
  }

  // ---------------------------------------------------------------- replies in

  /** So many bytes came, whatever they are: the broker lives. */
  heard(bytes: number): void {
    this.#received += bytes;
  }

  onFrame(frame: Buffer): void {
    const bareReply = this.#bareReply;
    if (bareReply !== undefined) {
      this.#bareReply = undefined;
      bareReply.resolve(frame);
      return;
    }
    const entry = this.#due(frame.byteLength >= 4 ? frame.readInt32BE(0) : undefined);
    if (entry === undefined) return;
    this.#queue.shift();
    // A settled one was given up by time or abort: its late reply is dropped, and the stream stays in step.
    if (entry.state === 'written') this.#settle(entry, frame);
    if (this.#queue.waiting > 0) this.#schedulePump();
    if (this.#queue.inFlight === 0) this.#drained?.();
  }

  /** The request that a reply with this id is for. Ends the connection when that is not the next one due. */
  #due(correlationId: number | undefined): PendingRequest | undefined {
    let entry = this.#queue.first();
    if (entry !== undefined && correlationId === entry.correlationId + 1) {
      const error = this.#connection.ignored(entry);
      if (error !== undefined) {
        this.#queue.shift();
        entry.fail(error);
        entry = this.#queue.first();
      }
    }
    if (entry?.correlationId === correlationId) return entry;
    const expected =
      entry === undefined ? 'none was due' : `the next due is ${entry.correlationId} (${entry.api.name})`;
    const text = `a reply with correlation id ${correlationId ?? 'missing'} came, but ${expected}`;
    this.#connection.fail(text, CorrelationIdError);
    return undefined;
  }

  #settle(entry: PendingRequest, frame: Buffer): void {
    try {
      const response = decodeResponseFrame(entry.api, entry.version, frame).body;
      const pause = throttleMs(entry.api.key, entry.version, response);
      if (pause > 0) {
        this.#mutedUntil = Math.max(this.#mutedUntil, this.#clock.monotonic() + pause);
        this.#connection.throttled(entry.api, pause);
      }
      entry.succeed(response);
    } catch (error) {
      entry.fail(this.#connection.versions().weigh(error, entry.api, entry.version));
    }
  }

  // ---------------------------------------------------------------- time

  /** When a written request that nothing has been heard since shows that the broker is gone. */
  #silentAt(entry: PendingRequest): number {
    return entry.writtenAt + Math.max(entry.timeoutMs, this.#connection.requestTimeoutMs);
  }

  #onTimer(): void {
    const now = this.#clock.monotonic();
    const next = this.#giveUp(now);
    const first = this.#queue.first();
    if (first === undefined) this.#timer.arm(next, now);
    else if (this.#isHeard(first, now)) this.#timer.arm(Math.min(next, this.#silentAt(first)), now);
    else {
      const waited = Math.round(now - first.writtenAt);
      this.#connection.fail(`nothing heard for ${waited} ms since a ${first.api.name} request: taken for dead`);
      return;
    }
    this.flush();
    if (this.#connection.gate() !== 'open') return;
    const idle = this.#queue.inFlight === 0 && this.#queue.waiting === 0;
    if (idle && now >= this.#usedAt + this.#connection.maxIdleMs) this.#connection.onIdle();
    else this.#watchIdle(now);
  }

  /** Fails the requests whose time is over. @returns when that of the next one will be */
  #giveUp(now: number): number {
    let next = Infinity;
    this.#queue.forEach((entry) => {
      if (entry.state === 'settled') return;
      if (entry.deadlineAt <= now) {
        entry.fail(timeoutError(`${entry.api.name} request to ${this.#connection.broker}`, entry.timeoutMs));
      } else next = Math.min(next, entry.deadlineAt);
    });
    return next;
  }

  /** Whether the broker still has time for the reply to `first`, the next one due. */
  #isHeard(first: PendingRequest, now: number): boolean {
    if (first.receivedAtWrite === this.#received) return this.#silentAt(first) > now;
    // Something came meanwhile: a slow broker or a long reply, not a dead one. Watch on from here.
    first.writtenAt = now;
    first.receivedAtWrite = this.#received;
    return true;
  }

  /** The timer looks again when there may have been no request for long enough. */
  #watchIdle(now: number): void {
    this.#timer.arm(Math.max(now + 1, this.#usedAt + this.#connection.maxIdleMs), now);
  }

  // ---------------------------------------------------------------- the end

  /** Settles when the last request in flight has its reply, or after `timeoutMs`, or by {@link stopDraining}. */
  async drain(timeoutMs: number): Promise<void> {
    if (this.#queue.inFlight === 0 || timeoutMs <= 0) return;
    const drained = withResolvers();
    this.#drained = drained.resolve;
    const timer = this.#clock.setTimeout(drained.resolve, timeoutMs);
    await drained.promise;
    this.#clock.clearTimeout(timer);
  }

  stopDraining(): void {
    this.#drained?.();
  }

  /** What has not been written will not be. */
  failWaiting(reason: Error): void {
    this.#queue.forEach((entry) => {
      if (entry.state === 'waiting') entry.fail(reason);
    });
  }

  /** What was written gets no reply; what waits goes on waiting. */
  failWritten(reason: Error): void {
    for (const entry of this.#queue.takeWritten()) entry.fail(reason);
  }

  failAll(reason: Error): void {
    this.#timer.cancel();
    this.#bareReply?.reject(reason);
    for (const entry of this.#queue.takeAll()) entry.fail(reason);
    this.#drained?.();
  }
}
