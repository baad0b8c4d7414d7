import { ApiVersions, ConnectionError, type Api } from '@k/wire';
import { BrokerVersions, type ApiVersionRange } from './api-versions.ts';
import type { Connection } from './connection.ts';
import { negotiate } from './negotiate.ts';
import { knownRelease, probeRelease, rememberRelease, SILENCE_MS, SILENCE_PROBE } from './old-brokers.ts';
import { apiVersionsOf, type KafkaRelease } from './releases.ts';
import type { Clock, Network } from './runtime.ts';

/** What the agreement needs of a connection in its `negotiating` state. */
export interface AgreementLink {
  /** `host:port`. */
  readonly broker: string;
  readonly software: { readonly name: string; readonly version: string };
  readonly clock: Clock;
  readonly network: Network;
  /** Whether the broker may be older than ApiVersions: those do not get as far with SASL. */
  readonly mayBeOld: boolean;
  /** Aborts when the connection ends. */
  readonly signal: AbortSignal;
  /** Sends one request by the versions given. */
  ask(api: Api<unknown, unknown>, body: unknown, versions: BrokerVersions): Promise<unknown>;
  /** What became of ApiVersions when `ask` failed: ignored, answered by hanging up with that error, or else undefined. */
  unanswered(): 'ignored' | Error | undefined;
  /** Another connection to the same broker, to see what becomes of one request. */
  scout(apiVersions: readonly ApiVersionRange[]): Connection;
  /** Opens a new socket after the broker hung up. @throws when the connection has ended meanwhile */
  reopen(): Promise<void>;
}

/** Asks for the versions, or finds out which release a broker is that cannot be asked (old-brokers.ts). */
export async function agreeOnVersions(link: AgreementLink): Promise<BrokerVersions> {
  const known = knownRelease(link.network, link.broker);
  if (known !== undefined) return new BrokerVersions(link.broker, apiVersionsOf(known));
  try {
    return await askForVersions(link);
  } catch (error) {
    const sign = link.unanswered();
    if (sign === 'ignored') return takeFor(link, '0.9');
    if (sign === undefined) throw error;
    if (!link.mayBeOld) throw namingTheOldest(link.broker, sign);
    const release = await probeRelease((apiVersions) => link.scout(apiVersions), link.signal);
    if (release === undefined) throw sign;
    await link.reopen();
    return release === 'newer' ? await askForVersions(link) : takeFor(link, release);
  }
}

function takeFor({ network, broker }: AgreementLink, release: KafkaRelease): BrokerVersions {
  rememberRelease(network, broker, release);
  return new BrokerVersions(broker, apiVersionsOf(release));
}

async function askForVersions(link: AgreementLink): Promise<BrokerVersions> {
  const { api, body } = SILENCE_PROBE;
  const only = (apiKey: number, version: number): BrokerVersions =>
    new BrokerVersions(link.broker, [
      // The table is not there yet, so each request is told its version.
      { apiKey, minVersion: version, maxVersion: version },
      { apiKey: api.key, minVersion: 0, maxVersion: 0 },
    ]);
  let asked = only(ApiVersions.key, ApiVersions.maxVersion);
  const silence = link.clock.setTimeout(() => {
    if (link.mayBeOld) link.ask(api, body, asked).catch(() => undefined);
  }, SILENCE_MS);
  try {
    return await negotiate(link.broker, link.software, async (version, body) => {
      asked = only(ApiVersions.key, version);
      return (await link.ask(ApiVersions, body, asked)) as never;
    });
  } finally {
    link.clock.clearTimeout(silence);
  }
}

/** 0.9 takes ApiVersions for a broken token, so with SASL it cannot be found out. */
function namingTheOldest(broker: string, sign: Error): ConnectionError {
  const text = `${sign.message} Or is it Kafka 0.9, which with SASL has to be named: apiVersion: '0.9'?`;
  return new ConnectionError(text, { broker, phase: 'negotiating', cause: sign });
}
