import { ApiVersions, ConnectionError, FrameDecoder, KafkaError, parseOptions, StateError, type Api } from '@k/wire';
import { VersionAgreement, type AgreementConnection } from './agree-on-versions.ts';
import { formatAddress, type BrokerAddress } from './address.ts';
import { BrokerVersions } from './api-versions.ts';
import { checkApi, checkRequest, checkVersion } from './arguments.ts';
import { hungUpOnToken } from './authentication.ts';
import { BrokerReleases } from './broker-releases.ts';
import { transition, type ConnectionState } from './connection-state.ts';
import type { ConnectionCloseOptions, Connection, InFlightRequest, RequestBody, RequestOptions } from './connection.ts';
import type { FinalizedFeatures } from './features.ts';
import { closedByBroker, socketFailure, type SocketFailureContext } from './hints.ts';
import {
  brokerConnectionOptions,
  closeOptions,
  type BrokerConnectionOptions,
  type BrokerConnectionSettings,
} from './options.ts';
import { apiVersionsOf } from './releases.ts';
import { RequestPipeline, type PipelineConnection, type RequestKind } from './request-pipeline.ts';
import { type Clock, type Socket, type TimerHandle, type TlsOptions, withResolvers, type Resolvers } from '@k/runtime';
import { SaslSession, type SaslConnection } from './sasl-session.ts';
import { tlsOptions, type TlsSource } from './tls.ts';

/** How long an orderly close may spend on bytes that the peer does not read. */
const FLUSH_TIMEOUT_MS = 1_000;

/** States in which the requests of the set-up leave, and no others. */
const SETUP_STATES: ReadonlySet<ConnectionState> = new Set(['negotiating', 'authenticating', 'reauthenticating']);

const ANSWERED: RequestKind = { expectsReply: true, isSetup: false };
const UNANSWERED: RequestKind = { expectsReply: false, isSetup: false };
const SETUP: RequestKind = { expectsReply: true, isSetup: true };

/** Above what one Fetch brings by default. A broker that announces so much is believed: it could send as much, too. */
const TRUSTED_BYTES = 64 * 1024 * 1024;

/** {@link Connection} over a {@link Socket} of the runtime's network. */
export class BrokerConnection implements Connection {
  readonly broker: BrokerAddress;
  readonly closed: Promise<Error | undefined>;

  readonly #options: BrokerConnectionSettings;
  readonly #name: string;
  readonly #clock: Clock;
  readonly #pipeline: RequestPipeline;
  #decoder: FrameDecoder;
  readonly #closed: Resolvers<Error | undefined> = withResolvers<Error | undefined>();
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
  /** While it is `negotiating`. */
  #agreement: VersionAgreement | undefined;
  readonly #releases: BrokerReleases;
  /** Fires when the guess about an old broker's release has to be checked again; the connection ends then. */
  #guessTimer: TimerHandle = undefined;
  readonly #stop = new AbortController();

  /** @throws ConfigError that names every wrong option. */
  constructor(options: BrokerConnectionOptions) {
    this.#options = parseOptions('BrokerConnection', brokerConnectionOptions, options);
    this.broker = { host: this.#options.host, port: this.#options.port };
    this.#name = formatAddress(this.broker);
    this.#clock = this.#options.runtime.clock;
    this.#releases = this.#options.releases ?? new BrokerReleases();
    if (this.#options.sasl !== undefined) this.#sasl = new SaslSession(this.#options.sasl, this.#forSasl());
    this.#pipeline = new RequestPipeline(this.#forPipeline());
    this.closed = this.#closed.promise;
    this.#decoder = this.#newDecoder();
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
    return this.#pipeline.inFlight;
  }

  /** The requests behind {@link inFlight}, oldest first, without those that were given up. */
  get inFlightRequests(): InFlightRequest[] {
    return this.#pipeline.inFlightRequests;
  }

  /** Whether the connection was lost less than `reconnectBackoffMs` ago: a new one has to wait. */
  get blackedOut(): boolean {
    if (this.#state !== 'closed' || this.#endReason === undefined) return false;
    return this.#clock.monotonic() < this.#closedAt + this.#options.reconnectBackoffMs;
  }

  /** Whether a request asked now would leave at once. */
  get canSendMore(): boolean {
    return this.#state === 'ready' && this.#pipeline.canSendMore;
  }

  get guessed(): boolean {
    return this.#versions?.guessed === true;
  }

  get features(): FinalizedFeatures | undefined {
    return this.#versions?.features;
  }

  /** Milliseconds for which the broker has asked for no requests (KIP-219); 0 when it has not. */
  get throttledMs(): number {
    return this.#pipeline.throttledMs;
  }

  connect(): Promise<void> {
    if (this.#state === 'closing' || this.#state === 'closed') return Promise.reject(this.#ended());
    if (this.#opening === undefined) {
      this.#opening = this.#open();
      // A request may have opened the connection: nobody awaits this promise then, and the request's own promise fails.
      this.#opening.catch(() => undefined);
    }
    return this.#opening;
  }

  versionFor(api: Api<unknown, unknown>, maxVersion?: number): number {
    checkApi('BrokerConnection: versionFor()', api);
    if (maxVersion !== undefined) checkVersion('BrokerConnection: versionFor()', maxVersion);
    return this.#known().pick(api, maxVersion);
  }

  request<Req, Res>(api: Api<Req, Res>, body: RequestBody<Req>, options?: RequestOptions): Promise<Res> {
    return this.#asked('BrokerConnection: request()', api, body, options, ANSWERED) as Promise<Res>;
  }

  requestNoResponse<Req, Res>(api: Api<Req, Res>, body: RequestBody<Req>, options?: RequestOptions): Promise<void> {
    return this.#asked('BrokerConnection: requestNoResponse()', api, body, options, UNANSWERED) as Promise<void>;
  }

  async close(options: ConnectionCloseOptions = {}): Promise<void> {
    parseOptions('BrokerConnection: close()', closeOptions, options);
    if (this.#state === 'closing' || this.#state === 'closed') {
      // A second call with less time ends the wait of the first.
      if (options.timeoutMs === undefined) this.#pipeline.stopDraining();
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
    this.#pipeline.failWaiting(reason);
    await this.#pipeline.drain(options.timeoutMs ?? 0);
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
        this.#agreement = new VersionAgreement(this.#forAgreement());
        this.#versions = await this.#agreement.reach();
        this.#agreement = undefined;
      }
      if (this.#sasl !== undefined) {
        this.#state = transition(this.#state, 'authenticating', this.#name);
        await this.#sasl.start();
      }
      this.#state = transition(this.#state, 'ready', this.#name);
      observer?.connected?.(this.broker, this.#clock.monotonic() - startedAt, undefined);
      if (observer?.disconnected !== undefined) {
        void this.closed.then((reason) => observer.disconnected?.(this.broker, reason));
      }
      this.#watchGuess();
      this.#pipeline.opened();
    } catch (error) {
      this.#end(asError(error));
      // A broker may hang up after it refused: the refusal is the reason of the end, not the hang-up.
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
        space: () => this.#decoder.space,
        onDrain: () => {
          this.#pipeline.onDrain();
        },
        onClose: (error) => {
          this.#onClose(error);
        },
      },
    );
    await open.promise;
    this.#socketOpen = undefined;
  }

  /** A connection that rests on a guess about the release ends with the guess; the next connection asks the broker again. */
  #watchGuess(): void {
    const until = this.#versions?.takenFor?.until ?? Infinity;
    if (until === Infinity) return;
    const reason = this.#error('its broker was taken for an old one, and is asked again');
    this.#guessTimer = this.#clock.setTimeout(() => {
      void this.close({ timeoutMs: this.#options.requestTimeoutMs, reason });
    }, until - this.#clock.monotonic());
  }

  async #tlsOptions(source: TlsSource): Promise<TlsOptions> {
    const given = await source();
    // The owner, or the time limit, may not have waited for it.
    if (this.#state === 'closing' || this.#state === 'closed') throw this.#ended();
    return parseOptions(`Connection to ${this.#name}: ssl`, tlsOptions, given);
  }

  #forAgreement(): AgreementConnection {
    const { clientId, clientSoftwareName: name, clientSoftwareVersion: version, sasl } = this.#options;
    return {
      broker: this.#name,
      software: { name, version },
      clock: this.#clock,
      releases: this.#releases,
      mayBeOld: sasl === undefined,
      signal: this.#stop.signal,
      ask: (api, body, versions) => {
        this.#versions = versions;
        return this.#ask(api, body, undefined, SETUP);
      },
      openProbe: (apiVersions) => {
        // A probe that fails says nothing about the broker to others: only this connection knows what the probe was for.
        const own = { sasl: undefined, observer: undefined, releases: undefined } as const;
        // Brokers before 0.10 do not take a null for the client id.
        return new BrokerConnection({ ...this.#options, ...own, clientId: clientId ?? '', apiVersions });
      },
      reopen: () => {
        if (this.#state !== 'negotiating') throw this.#ended();
        this.#decoder = this.#newDecoder();
        this.#pipeline.onNewSocket();
        return this.#openSocket();
      },
    };
  }

  /** @throws StateError before the broker was asked */
  #known(): BrokerVersions {
    if (this.#versions !== undefined) return this.#versions;
    throw new StateError(`Connection to ${this.#name}: versions are known once it is connected; it is ${this.#state}`);
  }

  #newDecoder(): FrameDecoder {
    return new FrameDecoder({
      maxFrameBytes: this.#options.maxFrameBytes,
      trustedBytes: TRUSTED_BYTES,
      ...(this.#options.allocateFrame === undefined ? {} : { allocate: this.#options.allocateFrame }),
      onFrame: (frame) => {
        this.#onFrame(frame);
      },
    });
  }

  #forSasl(): SaslConnection {
    return {
      broker: this.broker,
      runtime: this.#options.runtime,
      alive: () => this.#socket !== undefined,
      rangeOf: (apiKey) => this.#versions?.rangeOf(apiKey),
      begin: () => {
        if (this.#state === 'ready') this.#state = transition(this.#state, 'reauthenticating', this.#name);
      },
      request: (api, body, options) => this.#ask(api, body, options, SETUP) as Promise<never>,
      sendToken: (token, expectsReply) =>
        this.#socket === undefined ? Promise.reject(this.#ended()) : this.#pipeline.exchangeBare(token, expectsReply),
      authenticated: (durationMs, error) => {
        this.#options.observer?.authenticated?.(this.broker, durationMs, error);
      },
      resume: () => {
        if (this.#state !== 'reauthenticating') return;
        this.#state = transition(this.#state, 'ready', this.#name);
        this.#pipeline.flush();
      },
      end: (error) => {
        this.#end(error);
      },
    };
  }

  #forPipeline(): PipelineConnection {
    const { clientId, requestTimeoutMs, maxInFlightRequestsPerConnection, connectionsMaxIdleMs, observer } =
      this.#options;
    return {
      broker: this.#name,
      clock: this.#clock,
      clientId,
      requestTimeoutMs,
      maxInFlight: maxInFlightRequestsPerConnection,
      maxIdleMs: connectionsMaxIdleMs,
      gate: () => {
        if (this.#socket === undefined) return 'shut';
        if (this.#state === 'ready') return 'open';
        return SETUP_STATES.has(this.#state) ? 'setup' : 'shut';
      },
      socket: () => this.#socket,
      versions: () => this.#known(),
      fail: (text, Kind) => {
        const doubt = this.#state === 'negotiating' ? ': is it Kafka at all?' : '';
        this.#end(this.#error(`${text}${doubt}`, undefined, Kind));
      },
      // Before the broker does it, whose closing could cross with a request.
      onIdle: () => void this.close(),
      ignored: ({ api }) => {
        // While versions are asked for, an answer to the request behind shows that the broker does not know the question.
        if (this.#agreement === undefined || api.key !== ApiVersions.key) return undefined;
        this.#agreement.onIgnored();
        return this.#error('ApiVersions was ignored');
      },
      throttled: (api, throttleMs) => observer?.throttled?.(this.broker, api, throttleMs),
      settled:
        observer?.settled === undefined
          ? undefined
          : (request, error) => observer.settled?.(this.broker, request, error),
    };
  }

  // ---------------------------------------------------------------- in use

  /** As asked by the owner. */
  #asked(
    call: string,
    api: Api<unknown, unknown>,
    body: unknown,
    options: RequestOptions | undefined,
    kind: RequestKind,
  ): Promise<unknown> {
    try {
      checkRequest(call, api, options);
    } catch (error) {
      return Promise.reject(asError(error));
    }
    return this.#ask(api, body, options, kind);
  }

  #ask(
    api: Api<unknown, unknown>,
    body: unknown,
    options: RequestOptions | undefined,
    kind: RequestKind,
  ): Promise<unknown> {
    const state = this.#state;
    if (state === 'closing' || state === 'closed') return Promise.reject(this.#ended());
    const reply = this.#pipeline.add(api, body, options, kind);
    if (state === 'disconnected' && options?.signal?.aborted !== true) void this.connect().catch(() => undefined);
    return reply;
  }

  #onData(chunk: Buffer): void {
    if (this.#state === 'closed') return;
    this.#pipeline.heard(chunk.byteLength);
    try {
      this.#decoder.push(chunk);
    } catch (error) {
      this.#end(this.#error(asError(error).message, error));
    }
  }

  #onFrame(frame: Buffer): void {
    // An earlier frame of the same chunk may have ended the connection.
    if (this.#socket !== undefined) this.#pipeline.onFrame(frame);
  }

  // ---------------------------------------------------------------- the end

  #onClose(error?: Error): void {
    if (this.#state !== 'closing') {
      const context: SocketFailureContext = {
        broker: this.#name,
        state: this.#state,
        tls: this.#options.ssl !== undefined,
        wantsSasl: this.#options.sasl === undefined && this.#pipeline.unheardSinceOpen,
      };
      let reason: Error;
      if (error !== undefined) reason = socketFailure(error, context);
      else if (!this.#pipeline.awaitsBareReply) reason = this.#error(closedByBroker(context));
      else reason = hungUpOnToken(this.#name, this.#options.sasl?.name ?? '');
      if (isHangUp(error) && this.#agreement?.onHangUp(reason) === true) {
        // Maybe a broker that does not know the question; if not, this is the reason of the end.
        this.#socket = undefined;
        this.#pipeline.failWritten(reason);
        this.#socketOpen?.reject(reason);
        return;
      }
      // The broker that comes back may be another release.
      this.#releases.forget(this.#name);
      this.#endReason = reason;
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
    this.#clock.clearTimeout(this.#guessTimer);
    this.#failAll(this.#ended());
    this.#closed.resolve(this.#endReason);
  }

  #failAll(reason: Error): void {
    this.#sasl?.stop(reason);
    this.#stop.abort(reason);
    this.#socketOpen?.reject(reason);
    this.#pipeline.failAll(reason);
  }

  /** Why nothing can be asked any more. */
  #ended(): Error {
    return this.#endReason ?? this.#closeReason ?? this.#error('closed by its owner');
  }

  #error(text: string, cause?: unknown, Kind = ConnectionError): ConnectionError {
    return new Kind(`Connection to ${this.#name}: ${text}`, {
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
