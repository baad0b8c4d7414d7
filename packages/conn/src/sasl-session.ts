import { ConnectionError, asError } from '@k/wire';
import { formatAddress } from './address.ts';
import { authenticate, type AuthenticationSession } from './authentication.ts';
import { type TimerHandle, withResolvers } from '@k/runtime';
import type { SaslMechanism } from './sasl/mechanism.ts';

/** What a {@link SaslSession} needs of its connection. */
export interface SaslConnection extends AuthenticationSession {
  /** Whether the connection can still be used. */
  alive(): boolean;
  /** One authentication is over, well or not. */
  authenticated(durationMs: number, error: Error | undefined): void;
  /** A later authentication went well: requests may go on. */
  resume(): void;
  end(error: Error): void;
}

/**
 * Kafka answers a renewal within a second of the one before as if no SASL were wanted (ILLEGAL_SASL_STATE), whatever
 * session it gave. A little more, for the way.
 */
const RENEWAL_GAP_MS = 1_100;

/** Proves to a broker who we are, and does so again before the broker's session ends (KIP-368). */
export class SaslSession {
  readonly #mechanism: SaslMechanism;
  readonly #connection: SaslConnection;
  readonly #stopped = withResolvers<never>();
  #timer: TimerHandle = undefined;

  constructor(mechanism: SaslMechanism, connection: SaslConnection) {
    this.#mechanism = mechanism;
    this.#connection = connection;
    // Most of the time nobody waits for it.
    this.#stopped.promise.catch(() => undefined);
  }

  /** The first time. */
  async start(): Promise<void> {
    this.#keep(await this.#authenticate(), 0);
  }

  /** No more: the connection has ended, for this reason if it is known. */
  stop(reason?: Error): void {
    const { broker, runtime } = this.#connection;
    runtime.clock.clearTimeout(this.#timer);
    this.#stopped.reject(reason ?? endedEarly(formatAddress(broker)));
  }

  async #authenticate(): Promise<number> {
    const connection = this.#connection;
    const { clock } = connection.runtime;
    const startedAt = clock.monotonic();
    try {
      // A mechanism may be waiting for somebody else (a KDC, a token endpoint) for longer than the connection lives.
      const lifetimeMs = await Promise.race([authenticate(this.#mechanism, connection), this.#stopped.promise]);
      connection.authenticated(clock.monotonic() - startedAt, undefined);
      return lifetimeMs;
    } catch (error) {
      connection.authenticated(clock.monotonic() - startedAt, asError(error));
      throw error;
    }
  }

  /** @param gapMs how long to wait at least */
  #keep(lifetimeMs: number, gapMs: number): void {
    const { clock, random } = this.#connection.runtime;
    if (lifetimeMs <= 0 || !this.#connection.alive()) return;
    // As Kafka's own client: between 85 and 95 % of it, so that connections made together do not come back together.
    const wanted = lifetimeMs * (0.85 + 0.1 * random.next());
    const due = Math.max(wanted, gapMs);
    if (due >= lifetimeMs) {
      // Such as the rest of a token's life. A new connection starts with a new session.
      this.#timer = clock.setTimeout(() => {
        this.#lose(`the broker's session of ${lifetimeMs} ms is too short to be renewed`);
      }, wanted);
      return;
    }
    this.#timer = clock.setTimeout(() => void this.#again(lifetimeMs, lifetimeMs - due), due);
  }

  async #again(lifetimeMs: number, leftMs: number): Promise<void> {
    const connection = this.#connection;
    const { clock } = connection.runtime;
    // Beyond its end the broker would hang up on the next request, whose fate nobody could tell.
    this.#timer = clock.setTimeout(() => {
      this.#lose(`not authenticated again within the broker's session of ${lifetimeMs} ms`);
    }, leftMs);
    try {
      const next = await this.#authenticate();
      clock.clearTimeout(this.#timer);
      connection.resume();
      this.#keep(next, RENEWAL_GAP_MS);
    } catch (error) {
      connection.end(asError(error));
    }
  }

  #lose(text: string): void {
    const broker = formatAddress(this.#connection.broker);
    const error = new ConnectionError(`Connection to ${broker}: ${text}`, { broker, phase: 'reauthenticating' });
    this.#connection.end(error);
  }
}

function endedEarly(broker: string): ConnectionError {
  return new ConnectionError(`Connection to ${broker}: ended while authenticating`, {
    broker,
    phase: 'authenticating',
  });
}
