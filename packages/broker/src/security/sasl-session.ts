import {
  apis,
  ApiVersions,
  ErrorCode,
  SaslAuthenticate,
  SaslHandshake,
  type MessageInit,
  type SaslAuthenticateResponse,
  type SaslHandshakeResponse,
} from '@k/wire';
import type { Clock } from '@k/runtime';
import { AuthenticationFailure, NO_BYTES, type Authenticated, type SaslServer } from './sasl-server.ts';
import type { SaslSettings } from './sasl-settings.ts';

/**
 * new: ApiVersions or SaslHandshake may come. versions told: only SaslHandshake may. bare: after SaslHandshake v0, each
 * frame is a token. requests: after v1, tokens come in SaslAuthenticate. authenticated: everything is served.
 * reauthenticating: a SaslHandshake came again in time (KIP-368), SaslAuthenticate follows. failed: the connection is
 * closed as soon as the answer has left.
 */
type SaslState = 'new' | 'versions told' | 'bare' | 'requests' | 'authenticated' | 'reauthenticating' | 'failed';

const LEGAL: Record<SaslState, readonly SaslState[]> = {
  new: ['versions told', 'bare', 'requests', 'failed'],
  'versions told': ['bare', 'requests', 'failed'],
  bare: ['authenticated', 'failed'],
  requests: ['authenticated', 'failed'],
  authenticated: ['reauthenticating', 'failed'],
  reauthenticating: ['authenticated', 'failed'],
  failed: [],
};

const SERVED: Partial<Record<SaslState, readonly number[]>> = {
  new: [ApiVersions.key, SaslHandshake.key],
  'versions told': [SaslHandshake.key],
  requests: [SaslAuthenticate.key],
  reauthenticating: [SaslAuthenticate.key],
};

const MIN_RENEWAL_MS = 1000;

function nameOf(apiKey: number): string {
  return apis.find(({ key }) => key === apiKey)?.name ?? `API key ${String(apiKey)}`;
}

/** The authentication of one connection to a SASL listener, as Kafka's SaslServerAuthenticator does it. */
export class SaslSession {
  #state: SaslState = 'new';
  #mechanism = '';
  #server: SaslServer | undefined;
  #principal: string | undefined;
  #tokenAuthenticated = false;
  #failure = 'authentication failed';
  /** On the monotonic clock; Infinity when the session does not end. */
  #endsAt = Infinity;
  /** When the last renewal began, on the monotonic clock. */
  #renewedAt = -Infinity;
  readonly #settings: SaslSettings;
  readonly #clock: Clock;

  constructor(settings: SaslSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  get failed(): boolean {
    return this.#state === 'failed';
  }

  get takesBareTokens(): boolean {
    return this.#state === 'bare';
  }

  /** Whether what is refused now is told ILLEGAL_SASL_STATE before the connection is closed, as Kafka does from then on. */
  get tellsRefusals(): boolean {
    return this.#state === 'requests' || this.#state === 'reauthenticating';
  }

  /** Why it failed, for those who look at the broker: more than the client is told. */
  get failure(): string {
    return this.#failure;
  }

  /** Undefined before it is known. */
  get principal(): string | undefined {
    return this.#principal;
  }

  /** Whether it is known by a delegation token. */
  get tokenAuthenticated(): boolean {
    return this.#tokenAuthenticated;
  }

  /** Why a request of this API closes the connection now; undefined when it may be served. */
  refusal(apiKey: number): string | undefined {
    const served = SERVED[this.#state];
    if (served?.includes(apiKey) === false) {
      const wanted = served.map(nameOf).join(' or ');
      return `ILLEGAL_SASL_STATE: ${nameOf(apiKey)} came, and not ${wanted}: at this listener clients log in by SASL first`;
    }
    const expired = this.#state === 'authenticated' && this.#clock.monotonic() > this.#endsAt;
    return expired && apiKey !== SaslHandshake.key ? 'the session has expired (connections.max.reauth.ms)' : undefined;
  }

  /** ApiVersions was answered without an error. */
  versionsTold(): void {
    if (this.#state === 'new') this.#transition('versions told');
  }

  handshake(mechanism: string, version: number): MessageInit<SaslHandshakeResponse> {
    const mechanisms = [...this.#settings.mechanisms];
    const again = this.#state === 'authenticated';
    // As on Kafka, a session without an end takes no second handshake, and any other one in a second at most.
    const now = this.#clock.monotonic();
    if (again && (this.#endsAt === Infinity || version === 0 || now - this.#renewedAt < MIN_RENEWAL_MS)) {
      return { errorCode: ErrorCode.ILLEGAL_SASL_STATE, mechanisms: [] };
    }
    if (again) this.#renewedAt = now;
    const server = this.#settings.server(mechanism);
    if (server === undefined || (again && mechanism !== this.#mechanism)) {
      this.#transition('failed');
      return { errorCode: ErrorCode.UNSUPPORTED_SASL_MECHANISM, mechanisms };
    }
    this.#mechanism = mechanism;
    this.#server = server;
    this.#transition(again ? 'reauthenticating' : version === 0 ? 'bare' : 'requests');
    return { errorCode: ErrorCode.NONE, mechanisms };
  }

  async authenticate(token: Buffer): Promise<MessageInit<SaslAuthenticateResponse>> {
    if (this.#state === 'authenticated') {
      const errorMessage = 'SaslAuthenticate request received after successful authentication';
      return { errorCode: ErrorCode.ILLEGAL_SASL_STATE, errorMessage, authBytes: NO_BYTES };
    }
    try {
      const { reply, lifetimeMs } = await this.#step(token);
      return { errorCode: ErrorCode.NONE, errorMessage: '', authBytes: reply, sessionLifetimeMs: lifetimeMs };
    } catch (error) {
      if (!(error instanceof AuthenticationFailure)) throw error;
      const errorMessage = error.message === '' ? this.#generalMessage() : error.message;
      return { errorCode: ErrorCode.SASL_AUTHENTICATION_FAILED, errorMessage, authBytes: NO_BYTES };
    }
  }

  /** A token in a frame of its own; undefined when it failed: there is no way to say so but to hang up. */
  async bareToken(token: Buffer): Promise<Buffer | undefined> {
    try {
      return (await this.#step(token)).reply;
    } catch (error) {
      if (!(error instanceof AuthenticationFailure)) throw error;
      return undefined;
    }
  }

  async #step(token: Buffer): Promise<{ reply: Buffer; lifetimeMs: number }> {
    try {
      const step = await this.#server?.next(token);
      if (step === undefined) throw new AuthenticationFailure();
      const { reply, authenticated } = step;
      return { reply, lifetimeMs: authenticated === undefined ? 0 : this.#accept(authenticated) };
    } catch (error) {
      if (error instanceof AuthenticationFailure) {
        this.#failure = `authentication failed: ${error.reason}`;
        this.#transition('failed');
      }
      throw error;
    }
  }

  /** @returns after how many ms it has to authenticate again; 0: never */
  #accept({ principal, expiresAtMs, tokenAuthenticated = false }: Authenticated): number {
    if (this.#state === 'reauthenticating' && principal !== this.#principal) {
      throw new AuthenticationFailure(
        `Cannot change principals during re-authentication from User:${this.#principal ?? ''}: User:${principal}`,
      );
    }
    const { maxReauthMs } = this.#settings;
    const limits = [
      ...(maxReauthMs > 0 ? [maxReauthMs] : []),
      ...(expiresAtMs === undefined ? [] : [Math.max(0, Math.floor(expiresAtMs - this.#clock.now()))]),
    ];
    const lifetimeMs = limits.length === 0 ? 0 : Math.min(...limits);
    this.#endsAt = limits.length === 0 ? Infinity : this.#clock.monotonic() + lifetimeMs;
    this.#principal = principal;
    this.#tokenAuthenticated = tokenAuthenticated;
    this.#transition('authenticated');
    return lifetimeMs;
  }

  #generalMessage(): string {
    return `Authentication failed during authentication due to invalid credentials with SASL mechanism ${this.#mechanism}`;
  }

  #transition(to: SaslState): void {
    if (!LEGAL[this.#state].includes(to)) throw new Error(`SASL cannot go from ${this.#state} to ${to}`);
    this.#state = to;
  }
}
