import { ApiVersions, ConnectionError, type Api } from '@k/wire';
import type { ApiVersionRange } from './api-version-range.ts';
import { BrokerVersions } from './api-versions.ts';
import type { BrokerReleases } from './broker-releases.ts';
import type { Connection } from './connection.ts';
import { type AskVersions, negotiate } from './negotiate.ts';
import { probeRelease, SILENCE_MS, SILENCE_PROBE } from './old-brokers.ts';
import { apiVersionsOf, type KafkaRelease } from './releases.ts';
import type { Clock } from '@k/runtime';

/** What the agreement needs of a connection in its `negotiating` state. */
export interface AgreementConnection {
  /** `host:port`. */
  readonly broker: string;
  readonly software: { readonly name: string; readonly version: string };
  readonly clock: Clock;
  /** Known of the brokers of the connection's owner. */
  readonly releases: BrokerReleases;
  /** Whether the broker may be older than ApiVersions: those do not get as far with SASL. */
  readonly mayBeOld: boolean;
  /** Aborts when the connection ends. */
  readonly signal: AbortSignal;
  /** Sends one request by the versions given. */
  ask(api: Api<unknown, unknown>, body: unknown, versions: BrokerVersions): Promise<unknown>;
  /** Another connection to the same broker, to see what becomes of one request. */
  openProbe(apiVersions: readonly ApiVersionRange[]): Connection;
  /** Opens a new socket after the broker hung up. @throws when the connection has ended meanwhile */
  reopen(): Promise<void>;
}

/**
 * What became of ApiVersions:
 *
 * - `pending`: nothing yet, or an answer.
 * - `ignored`: the answer to a later request came first.
 * - an Error: the broker hung up on it, which is what this error says.
 */
type Outcome = 'pending' | 'ignored' | Error;

/** Asks one broker for its versions, or finds out which release it is when it cannot be asked (old-brokers.ts). */
export class VersionAgreement {
  readonly #connection: AgreementConnection;
  #outcome: Outcome = 'pending';

  constructor(connection: AgreementConnection) {
    this.#connection = connection;
  }

  /** An answer came to the request behind ApiVersions. */
  onIgnored(): void {
    this.#outcome = 'ignored';
  }

  /** The broker hung up. @returns whether it is understood here; else it ends the connection */
  onHangUp(error: Error): boolean {
    if (this.#outcome instanceof Error) return false;
    this.#outcome = error;
    return true;
  }

  /** Asks. Once on a connection. */
  async reach(): Promise<BrokerVersions> {
    const { broker, clock, releases } = this.#connection;
    const known = releases.known(broker, clock.monotonic());
    if (known !== undefined) return new BrokerVersions(broker, apiVersionsOf(known.release), known);
    try {
      return await this.#ask(SILENCE_MS);
    } catch (error) {
      if (this.#outcome === 'pending') throw error;
      return this.#outcome === 'ignored' ? this.#askAgain() : this.#probe(this.#outcome);
    }
  }

  /** It was ignored. Once more, with the probe close behind: only a broker that does not know it ignores it twice. */
  async #askAgain(): Promise<BrokerVersions> {
    this.#outcome = 'pending';
    try {
      return await this.#ask(0);
    } catch (error) {
      // Widened: it is set while the question is under way.
      if ((this.#outcome as Outcome) !== 'ignored') throw error;
      return this.#takeFor('0.9', true);
    }
  }

  async #probe(hangUp: Error): Promise<BrokerVersions> {
    const { broker, releases, mayBeOld, signal } = this.#connection;
    if (releases.answered) throw hangUp;
    if (!mayBeOld) throw namingTheOldest(broker, hangUp);
    const release = await probeRelease((apiVersions) => this.#connection.openProbe(apiVersions), signal);
    if (release === undefined || release === 'newer') releases.forget(broker);
    if (release === undefined) throw hangUp;
    this.#outcome = 'pending';
    await this.#connection.reopen();
    return release === 'newer' ? this.#ask(SILENCE_MS) : this.#takeFor(release, false);
  }

  #takeFor(release: KafkaRelease, isProven: boolean): BrokerVersions {
    const { broker, clock, releases } = this.#connection;
    const found = releases.onFound(broker, release, clock.monotonic(), isProven);
    return new BrokerVersions(broker, apiVersionsOf(release), found);
  }

  async #ask(silenceMs: number): Promise<BrokerVersions> {
    const { broker, clock, mayBeOld, releases, software } = this.#connection;
    const { api, body } = SILENCE_PROBE;
    const only = (apiKey: number, version: number): BrokerVersions =>
      new BrokerVersions(broker, [
        // The table is not there yet, so each request is told its version.
        { apiKey, minVersion: version, maxVersion: version },
        { apiKey: api.key, minVersion: 0, maxVersion: 0 },
      ]);
    const first = releases.askedIn(broker);
    let asked = only(ApiVersions.key, first);
    const silence = clock.setTimeout(() => {
      if (mayBeOld) this.#connection.ask(api, body, asked).catch(() => undefined);
    }, silenceMs);
    try {
      const ask: AskVersions = async (version, body) => {
        asked = only(ApiVersions.key, version);
        return (await this.#connection.ask(ApiVersions, body, asked)) as never;
      };
      const versions = await negotiate(broker, software, ask, first);
      releases.onAnswer(broker, versions.rangeOf(ApiVersions.key)?.maxVersion);
      return versions;
    } finally {
      clock.clearTimeout(silence);
    }
  }
}

/** 0.9 takes ApiVersions for a broken token, so with SASL it cannot be found out. */
function namingTheOldest(broker: string, sign: Error): ConnectionError {
  const text = `${sign.message} Or is it Kafka 0.9, which with SASL has to be named: apiVersion: '0.9'?`;
  return new ConnectionError(text, { broker, phase: 'negotiating', cause: sign });
}
