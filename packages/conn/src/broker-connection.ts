import {
  ApiVersions,
  ConnectionError,
  encodeRequestFrame,
  FrameDecoder,
  KafkaError,
  parseOptions,
  StateError,
  type Api,
} from '@k/wire';
import { agreeOnVersions, type AgreementLink } from './agree-on-versions.ts';
import { formatAddress, type BrokerAddress } from './address.ts';
import { BrokerVersions } from './api-versions.ts';
import { hungUpOnToken } from './authentication.ts';
import { transition, type ConnectionState } from './connection-state.ts';
import type { CloseOptions, Connection, InFlightRequest, RequestBody, RequestOptions } from './connection.ts';
import { timeoutError } from './deadline.ts';
import { decodeResponse } from './decode-response.ts';
import { EarliestTimer } from './earliest-timer.ts';
import { closedByBroker, socketFailure, type SocketFailureContext } from './hints.ts';
import { forgetRelease } from './old-brokers.ts';
import { brokerConnectionOptions, type BrokerConnectionOptions, type BrokerConnectionSettings } from './options.ts';
import { apiVersionsOf } from './releases.ts';
import { PendingRequest, RequestQueue } from './request-queue.ts';
import type { Clock, Socket } from './runtime.ts';
import { SaslSession, type SaslLink } from './sasl-session.ts';
import { throttleMs } from './throttle.ts';
import { tlsOptions, type TlsOptions, type TlsSource } from './tls.ts';
import { withResolvers, type Resolvers } from './with-resolvers.ts';

/** How long an orderly close may spend on bytes that the peer does not read. */
const FLUSH_TIMEOUT_MS = 1_000;

/** Requests are gathered into one write until it holds this many bytes. */
const WRITE_BATCH_BYTES = 1024 * 1024;

/** States in which the requests of the set-up leave, and no others. */
const SETUP_STATES: ReadonlySet<ConnectionState> = new Set(['negotiating', 'authenticating', 'reauthenticating']);

/** {@link Connection} over a {@link Socket} of the runtime's network. */
export class BrokerConnection implements Connection {
  readonly broker: BrokerAddress;
  readonly closed: Promise<Error | undefined>;

  readonly #options: BrokerConnectionSettings;
  readonly #name: string;
  readonly #clock: Clock;
  readonly #queue = new RequestQueue();
  #decoder: FrameDecoder;
  readonly #timer: EarliestTimer;
  readonly #onSettled: ((request: PendingRequest, error: unknown) => void) | undefined;
  readonly #closed: Resolvers<Error | undefined> = withResolvers<Error | undefined>();
  readonly #pump = (): void => {
    this.#pumpScheduled = false;
    this.#writeWaiting();
  };
  readonly #sasl: SaslSession | undefined;
  #state: ConnectionState = 'disconnected';
  #socket: Socket | undefined;
  #socketOpen: Resolvers<void> | undefined;
  #opening: Promise<void> | undefined;
  #versions: BrokerVersions | undefined;
  #endReason: Error | undefined;
  /** Given to `close`. */
  #closeReason: Error | undefined;
  #closedAt = 0;
  #usedAt = 0;
  #drained: (() => void) | undefined;
  /** Signs that the broker is older than ApiVersions: it ignored it, or hung up with this error. */
  #oldBroker: 'ignored' | Error | undefined;
  readonly #stop = new AbortController();
  /** A bare SASL token was sent: the next frame is the answer, without a header. */
  #bareReply: Resolvers<Buffer> | undefined;

  #correlationId = 0;
  #received = 0;
  #receivedAtReady = 0;
  #writable = true;
  #mutedUntil = 0;
  #pumpScheduled = false;

  /** @throws ConfigError that names every wrong option. */
  constructor(options: BrokerConnectionOptions) {
    this.#options = parseOptions('BrokerConnection', brokerConnectionOptions, options);
    this.broker = { host: this.#options.host, port: this.#options.port };
    this.#name = formatAddress(this.broker);
    this.#clock = this.#options.runtime.clock;
    if (this.#options.sasl !== undefined) this.#sasl = new SaslSession(this.#options.sasl, this.#saslLink());
    this.#timer = new EarliestTimer(this.#clock, () => {
      this.#onTimer();
    });
    this.closed = this.#closed.promise;
    this.#decoder = this.#newDecoder();
    const { observer } = this.#options;
    if (observer?.settled !== undefined) {
      this.#onSettled = (request, error) => observer.settled?.(this.broker, request, error);
    }
    const { apiVersion, apiVersions = apiVersion === 'auto' ? undefined : apiVersionsOf(apiVersion) } = this.#options;
    if (apiVersions !== undefined) this.#versions = new BrokerVersions(this.#name, apiVersions);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get connected(): boolean {
    return this.#state === 'ready' || this.#state === 'reauthenticating';
  }

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

  /** Whether it was lost less than `reconnectBackoffMs` ago: too early for its successor. */
  get blackedOut(): boolean {
    if (this.#state !== 'closed' || this.#endReason === undefined) return false;
    return this.#clock.monotonic() < this.#closedAt + this.#options.reconnectBackoffMs;
  }

  /** Whether a request asked now would leave at once. */
  get canSendMore(): boolean {
    return (
      this.#state === 'ready' &&
      this.#writable &&
      this.#queue.waiting === 0 &&
      this.#queue.inFlight < this.#options.maxInFlightRequestsPerConnection &&
      this.throttledMs === 0
    );
  }

  /** Milliseconds until the broker wants to hear from us again (KIP-219); 0 when it does not mind. */
  get throttledMs(): number {
    return Math.max(0, this.#mutedUntil - this.#clock.monotonic());
  }

  connect(): Promise<void> {
    if (this.#state === 'closing' || this.#state === 'closed') return Promise.reject(this.#ended());
    if (this.#opening === undefined) {
      this.#opening = this.#open();
      // Requests may have started it without anyone awaiting it; they are told by their own promises.
      this.#opening.catch(() => undefined);
    }
    return this.#opening;
  }

  versionFor(api: Api<unknown, unknown>, maxVersion?: number): number {
    if (this.#versions === undefined) {
      throw new StateError(
        `Connection to ${this.#name}: versions are known once it is connected; it is ${this.#state}`,
      );
    }
    return this.#versions.pick(api, maxVersion);
  }

  request<Req, Res>(api: Api<Req, Res>, body: RequestBody<Req>, options?: RequestOptions): Promise<Res> {
    return this.#enqueue(api, body, options, true, false) as Promise<Res>;
  }

  requestNoResponse<Req, Res>(api: Api<Req, Res>, body: RequestBody<Req>, options?: RequestOptions): Promise<void> {
    return this.#enqueue(api, body, options, false, false) as Promise<void>;
  }

  async close(options: CloseOptions = {}): Promise<void> {
    if (this.#state === 'closing' || this.#state === 'closed') {
      // A second, more impatient call ends the wait of the first.
      if (options.timeoutMs === undefined) this.#drained?.();
      await this.closed;
      return;
    }
    this.#closeReason = options.reason;
    if (!this.connected) {
      this.#end(undefined);
      await this.closed;
      return;
    }
    this.#state = transition(this.#state, 'closing', this.#name);
    const reason = this.#ended();
    this.#queue.forEach((entry) => {
      if (entry.state === 'waiting') entry.fail(reason);
    });
    const timeoutMs = options.timeoutMs ?? 0;
    if (this.#queue.inFlight > 0 && timeoutMs > 0) {
      const drained = withResolvers();
      this.#drained = drained.resolve;
      const timer = this.#clock.setTimeout(drained.resolve, timeoutMs);
      await drained.promise;
      this.#drained = undefined;
      this.#clock.clearTimeout(timer);
    }
    this.#failAll(reason);
    const socket = this.#socket;
    if (socket?.end !== undefined) {
      socket.end();
      const timer = this.#clock.setTimeout(() => {
        socket.destroy();
      }, FLUSH_TIMEOUT_MS);
      await this.closed;
      this.#clock.clearTimeout(timer);
    } else {
      socket?.destroy();
      await this.closed;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  // ---------------------------------------------------------------- set-up

  async #open(): Promise<void> {
    this.#state = transition(this.#state, 'connecting', this.#name);
    const { observer, connectionSetupTimeoutMs: limit } = this.#options;
    const startedAt = this.#clock.monotonic();
    const timer = this.#clock.setTimeout(() => {
      this.#end(this.#error(`not set up within ${limit} ms (connectionSetupTimeoutMs), still ${this.#state}`));
    }, limit);
    try {
      await this.#openSocket();
      if (this.#versions === undefined) {
        this.#state = transition(this.#state, 'negotiating', this.#name);
        this.#versions = await agreeOnVersions(this.#agreementLink());
      }
      if (this.#sasl !== undefined) {
        this.#state = transition(this.#state, 'authenticating', this.#name);
        await this.#sasl.start();
      }
      this.#state = transition(this.#state, 'ready', this.#name);
      this.#receivedAtReady = this.#received;
      this.#usedAt = this.#clock.monotonic();
      this.#armIdle(this.#usedAt);
      observer?.connected?.(this.broker, this.#clock.monotonic() - startedAt, undefined);
      if (observer?.disconnected !== undefined) {
        void this.closed.then((reason) => observer.disconnected?.(this.broker, reason));
      }
      this.#writeWaiting();
    } catch (error) {
      this.#end(asError(error));
      // A broker that hangs up after a refusal does not take back what it said.
      const reason = KafkaError.is(error) && !error.retriable ? error : (this.#endReason ?? asError(error));
      observer?.connected?.(this.broker, this.#clock.monotonic() - startedAt, reason);
      throw reason;
    } finally {
      this.#clock.clearTimeout(timer);
    }
  }

  async #openSocket(): Promise<void> {
    const { ssl, noDelay, keepAlive } = this.#options;
    const tls = ssl === undefined ? undefined : await this.#tlsOptions(ssl);
    const open = withResolvers();
    this.#socketOpen = open;
    this.#socket = this.#options.runtime.network.connect(
      { ...this.broker, tls, noDelay, keepAlive },
      {
        onConnect: open.resolve,
        onData: (chunk) => {
          this.#onData(chunk);
        },
        onDrain: () => {
          this.#writable = true;
          this.#writeWaiting();
        },
        onClose: (error) => {
          this.#onClose(error);
        },
      },
    );
    await open.promise;
    this.#socketOpen = undefined;
  }

  async #tlsOptions(source: TlsSource): Promise<TlsOptions> {
    const given = await source();
    // The owner, or the time limit, may not have waited for it.
    if (this.#state === 'closing' || this.#state === 'closed') throw this.#ended();
    return parseOptions(`Connection to ${this.#name}: ssl`, tlsOptions, given);
  }

  #agreementLink(): AgreementLink {
    const { clientSoftwareName: name, clientSoftwareVersion: version, runtime, sasl } = this.#options;
    return {
      broker: this.#name,
      software: { name, version },
      clock: this.#clock,
      network: runtime.network,
      mayBeOld: sasl === undefined,
      signal: this.#stop.signal,
      ask: (api, body, versions) => {
        this.#versions = versions;
        return this.#enqueue(api, body, undefined, true, true);
      },
      unanswered: () => this.#oldBroker,
      scout: (apiVersions) => {
        const plain = { apiVersion: 'auto', sasl: undefined, observer: undefined } as const;
        return new BrokerConnection({ ...this.#options, ...plain, apiVersions });
      },
      reopen: () => {
        if (this.#state !== 'negotiating') throw this.#ended();
        this.#oldBroker = undefined;
        this.#decoder = this.#newDecoder();
        return this.#openSocket();
      },
    };
  }

  #newDecoder(): FrameDecoder {
    return new FrameDecoder({
      maxFrameBytes: this.#options.maxFrameBytes,
      onFrame: (frame) => {
        this.#onFrame(frame);
      },
    });
  }

  #saslLink(): SaslLink {
    return {
      broker: this.broker,
      runtime: this.#options.runtime,
      alive: () => this.#socket !== undefined,
      rangeOf: (apiKey) => this.#versions?.rangeOf(apiKey),
      begin: () => {
        if (this.#state === 'ready') this.#state = transition(this.#state, 'reauthenticating', this.#name);
      },
      request: (api, body, options) => this.#enqueue(api, body, options, true, true) as Promise<never>,
      sendToken: (token, expectsReply) => this.#sendToken(token, expectsReply),
      authenticated: (durationMs, error) => {
        this.#options.observer?.authenticated?.(this.broker, durationMs, error);
      },
      resume: () => {
        if (this.#state !== 'reauthenticating') return;
        this.#state = transition(this.#state, 'ready', this.#name);
        this.#writeWaiting();
      },
      end: (error) => {
        this.#end(error);
      },
    };
  }

  #sendToken(token: Uint8Array, expectsReply: boolean): Promise<Buffer> {
    if (this.#socket === undefined) return Promise.reject(this.#ended());
    const size = Buffer.allocUnsafe(4);
    size.writeInt32BE(token.byteLength);
    this.#writable = this.#socket.write([size, token]);
    if (!expectsReply) return Promise.resolve(Buffer.alloc(0));
    this.#bareReply = withResolvers<Buffer>();
    return this.#bareReply.promise;
  }

  // ---------------------------------------------------------------- requests out

  #enqueue(
    api: Api<unknown, unknown>,
    body: unknown,
    options: RequestOptions | undefined,
    expectsReply: boolean,
    isSetup: boolean,
  ): Promise<unknown> {
    const state = this.#state;
    if (state === 'closing' || state === 'closed') return Promise.reject(this.#ended());
    const signal = options?.signal;
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    const timeoutMs = options?.timeoutMs ?? this.#options.requestTimeoutMs;
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
        onSettled: this.#onSettled,
      });
      this.#queue.push(entry);
      this.#timer.arm(entry.deadlineAt, now);
      if (state === 'disconnected') void this.connect().catch(() => undefined);
      // Everything asked in one turn of the event loop leaves in one write.
      else if (!this.#pumpScheduled) {
        this.#pumpScheduled = true;
        queueMicrotask(this.#pump);
      }
    });
  }

  #writeWaiting(): void {
    while (this.#writable && this.#writeSome());
  }

  /** Writes what may leave now, up to a good size for one write; false when nothing is left to do. */
  #writeSome(): boolean {
    const socket = this.#socket;
    const ready = this.#state === 'ready';
    if (socket === undefined || !(ready || SETUP_STATES.has(this.#state))) return false;
    const now = this.#clock.monotonic();
    if (now < this.#mutedUntil) {
      if (this.#queue.waiting > 0) this.#timer.arm(this.#mutedUntil, now);
      return false;
    }
    const chunks: Uint8Array[] = [];
    const unanswered: PendingRequest[] = [];
    let bytes = 0;
    while (bytes < WRITE_BATCH_BYTES && this.#queue.inFlight < this.#options.maxInFlightRequestsPerConnection) {
      const entry = this.#queue.peek();
      if (entry === undefined || (!ready && !entry.isSetup)) break;
      let frame: Uint8Array[];
      try {
        frame = this.#encode(entry);
      } catch (error) {
        entry.fail(error);
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
    this.#writable = socket.write(chunks);
    for (const entry of unanswered) entry.succeed(undefined);
    return true;
  }

  #encode(entry: PendingRequest): Uint8Array[] {
    const version = this.versionFor(entry.api, entry.maxVersion);
    const given = entry.body;
    const body = typeof given === 'function' ? (given as (version: number) => unknown)(version) : given;
    const correlationId = this.#correlationId;
    // Brokers before 0.10 do not take a null for the client id.
    const isOld = this.#versions?.rangeOf(ApiVersions.key) === undefined;
    const header = { correlationId, clientId: this.#options.clientId ?? (isOld ? '' : null) };
    const frame = encodeRequestFrame(entry.api, version, header, body as never);
    this.#correlationId = (correlationId + 1) & 0x7fffffff;
    entry.version = version;
    entry.correlationId = correlationId;
    return frame;
  }

  // ---------------------------------------------------------------- replies in

  #onData(chunk: Buffer): void {
    if (this.#state === 'closed') return;
    this.#received += chunk.byteLength;
    try {
      this.#decoder.push(chunk);
    } catch (error) {
      this.#end(this.#error(asError(error).message, error));
    }
  }

  #onFrame(frame: Buffer): void {
    if (this.#socket === undefined) return; // an earlier frame of the same chunk ended the connection
    const bareReply = this.#bareReply;
    if (bareReply !== undefined) {
      this.#bareReply = undefined;
      bareReply.resolve(frame);
      return;
    }
    const correlationId = frame.byteLength >= 4 ? frame.readInt32BE(0) : undefined;
    if (this.#state === 'negotiating') this.#skipIgnored(correlationId);
    const entry = this.#queue.first();
    if (entry === undefined || entry.correlationId !== correlationId) {
      const expected =
        entry === undefined ? 'none was due' : `the next due is ${entry.correlationId} (${entry.api.name})`;
      this.#end(this.#error(`a reply with correlation id ${correlationId ?? 'missing'} came, but ${expected}`));
      return;
    }
    this.#queue.shift();
    // A settled one was given up by time or abort: its late reply is dropped, and the stream stays in step.
    if (entry.state === 'written') {
      try {
        const response = decodeResponse(entry, frame);
        const pause = throttleMs(entry.api.key, entry.version, response);
        if (pause > 0) {
          this.#mutedUntil = Math.max(this.#mutedUntil, this.#clock.monotonic() + pause);
          this.#options.observer?.throttled?.(this.broker, entry.api, pause);
        }
        entry.succeed(response);
      } catch (error) {
        entry.fail(error);
      }
    }
    if (this.#queue.waiting > 0 && !this.#pumpScheduled) {
      this.#pumpScheduled = true;
      queueMicrotask(this.#pump);
    }
    if (this.#queue.inFlight === 0) this.#drained?.();
  }

  /** While versions are asked for, an answer to the second request due shows that the first was ignored. */
  #skipIgnored(correlationId: number | undefined): void {
    const first = this.#queue.first();
    if (first?.api.key !== ApiVersions.key || correlationId !== first.correlationId + 1) return;
    this.#oldBroker = 'ignored';
    this.#queue.shift();
    first.fail(this.#error('ApiVersions was ignored'));
  }

  // ---------------------------------------------------------------- time

  /** When a written request that nothing has been heard since shows that the broker is gone. */
  #silentAt(entry: PendingRequest): number {
    return entry.writtenAt + Math.max(entry.timeoutMs, this.#options.requestTimeoutMs);
  }

  #onTimer(): void {
    const now = this.#clock.monotonic();
    let next = Infinity;
    this.#queue.forEach((entry) => {
      if (entry.state === 'settled') return;
      if (entry.deadlineAt <= now) {
        entry.fail(timeoutError(`${entry.api.name} request to ${this.#name}`, entry.timeoutMs));
      } else next = Math.min(next, entry.deadlineAt);
    });
    const first = this.#queue.first();
    if (first !== undefined) {
      if (first.receivedAtWrite !== this.#received) {
        // Something came meanwhile: a slow broker or a long reply, not a dead one. Watch on from here.
        first.writtenAt = now;
        first.receivedAtWrite = this.#received;
      } else if (this.#silentAt(first) <= now) {
        const waited = Math.round(now - first.writtenAt);
        this.#end(this.#error(`nothing heard for ${waited} ms since a ${first.api.name} request: taken for dead`));
        return;
      }
      next = Math.min(next, this.#silentAt(first));
    }
    this.#timer.arm(next, now);
    this.#writeWaiting();
    if (this.#state !== 'ready') return;
    const idle = this.#queue.inFlight === 0 && this.#queue.waiting === 0;
    // Before the broker does it, whose closing could cross with a request.
    if (idle && now >= this.#usedAt + this.#options.connectionsMaxIdleMs) void this.close();
    else this.#armIdle(now);
  }

  /** The timer looks again when the connection may have been idle for long enough. */
  #armIdle(now: number): void {
    this.#timer.arm(Math.max(now + 1, this.#usedAt + this.#options.connectionsMaxIdleMs), now);
  }

  // ---------------------------------------------------------------- the end

  #onClose(error?: Error): void {
    if (this.#state !== 'closing') {
      const context: SocketFailureContext = {
        broker: this.#name,
        state: this.#state,
        tls: this.#options.ssl !== undefined,
        wantsSasl:
          this.#options.sasl === undefined && this.#queue.inFlight > 0 && this.#received === this.#receivedAtReady,
      };
      if (this.#state === 'negotiating' && this.#oldBroker === undefined && isHangUp(error)) {
        // Maybe a broker that does not know the question; if not, this is the reason of the end.
        this.#socket = undefined;
        this.#oldBroker = error === undefined ? this.#error(closedByBroker(context)) : socketFailure(error, context);
        for (const entry of this.#queue.takeWritten()) entry.fail(this.#oldBroker);
        this.#socketOpen?.reject(this.#oldBroker);
        return;
      }
      forgetRelease(this.#options.runtime.network, this.#name);
      if (error !== undefined) this.#endReason = socketFailure(error, context);
      else if (this.#bareReply === undefined) this.#endReason = this.#error(closedByBroker(context));
      else this.#endReason = hungUpOnToken(this.#name, this.#options.sasl?.name ?? '');
    }
    this.#socket = undefined;
    this.#finish();
  }

  /** Starts the end: everyone is told `reason` at once, the socket follows. Undefined when the owner wants it. */
  #end(reason: Error | undefined): void {
    if (this.#state === 'closed' || (this.#state === 'closing' && this.#socket === undefined)) return;
    const error = reason ?? this.#ended();
    if (this.#state !== 'closing') {
      this.#endReason = reason;
      if (this.#socket === undefined) {
        this.#finish();
        return;
      }
      this.#state = transition(this.#state, 'closing', this.#name);
    }
    this.#failAll(error);
    this.#socket?.destroy();
  }

  #finish(): void {
    this.#state = transition(this.#state, 'closed', this.#name);
    this.#closedAt = this.#clock.monotonic();
    this.#failAll(this.#ended());
    this.#closed.resolve(this.#endReason);
  }

  #failAll(reason: Error): void {
    this.#timer.cancel();
    this.#sasl?.stop();
    this.#stop.abort(reason);
    this.#socketOpen?.reject(reason);
    this.#bareReply?.reject(reason);
    for (const entry of this.#queue.takeAll()) entry.fail(reason);
    this.#drained?.();
  }

  /** Why nothing can be asked any more. */
  #ended(): Error {
    return this.#endReason ?? this.#closeReason ?? this.#error('closed by its owner');
  }

  #error(text: string, cause?: unknown): ConnectionError {
    return new ConnectionError(`Connection to ${this.#name}: ${text}`, {
      broker: this.#name,
      phase: this.#state,
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

function isHangUp(error: Error | undefined): boolean {
  return error === undefined || (error as { readonly code?: unknown }).code === 'ECONNRESET';
}

function asError(error: unknown): Error {
  return error instanceof Error || KafkaError.is(error) ? error : new Error(String(error), { cause: error });
}
