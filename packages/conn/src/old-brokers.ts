import {
  ApiVersions,
  ConnectionError,
  FindCoordinator,
  Heartbeat,
  ListGroups,
  Metadata,
  OffsetFetch,
  type Api,
} from '@k/wire';
import type { ApiVersionRange } from './api-versions.ts';
import type { Connection } from './connection.ts';
import type { KafkaRelease } from './releases.ts';
import type { Network } from './runtime.ts';

/**
 * Brokers before 0.10 have no ApiVersions. 0.8 hangs up on it; 0.9 ignores it and answers whatever comes next (or hangs
 * up, if the client id is null). So:
 *
 * - Silence: a Heartbeat follows. If it is answered first, the broker is 0.9: one that has ApiVersions keeps the order.
 * - Hung up: one request after the other that an ever older release knows, each on a connection of its own.
 */
export interface OldBrokerProbe {
  /** What answering it means; 'newer' is a broker that has ApiVersions after all, and had hung up for another reason. */
  readonly release: KafkaRelease | 'newer';
  readonly api: Api<unknown, unknown>;
  readonly body: unknown;
}

const GROUP = 'k-version-probe';

const heartbeat = { groupId: GROUP, generationId: -1, memberId: '' };

/** Sent after a silence on the same connection. */
export const SILENCE_PROBE: OldBrokerProbe = {
  release: '0.9',
  api: Heartbeat,
  body: heartbeat,
};

/** In the order in which they are tried, that of kafka-python. */
const PROBES: readonly OldBrokerProbe[] = [
  { release: 'newer', api: ApiVersions, body: {} },
  // Not a Heartbeat: 0.8.2 has a first draft of it, and answers.
  { release: '0.9', api: ListGroups, body: {} },
  { release: '0.8.2', api: FindCoordinator, body: { key: GROUP } },
  { release: '0.8.1', api: OffsetFetch, body: { groupId: GROUP, topics: [] } },
  { release: '0.8.0', api: Metadata, body: { topics: [] } },
];

/** How long ApiVersions may go unanswered before the broker is taken for one that may not know it. */
export const SILENCE_MS = 2_000;

/**
 * Which release a broker is that hung up on ApiVersions; undefined when it hangs up on everything.
 *
 * @param scout makes a connection with the ranges given, whose owner is this function
 */
export async function probeRelease(
  scout: (apiVersions: readonly ApiVersionRange[]) => Connection,
  signal: AbortSignal,
): Promise<OldBrokerProbe['release'] | undefined> {
  for (const { release, api, body } of PROBES) {
    const connection = scout([{ apiKey: api.key, minVersion: 0, maxVersion: 0 }]);
    try {
      await connection.request(api, body, { signal });
      return release;
    } catch (error) {
      if (!hungUp(error)) return undefined;
    } finally {
      await connection.close();
    }
  }
  return undefined;
}

/** Whether a request was answered by hanging up, and not failed for a reason that says nothing about versions. */
function hungUp(error: unknown): boolean {
  if (!(error instanceof ConnectionError) || error.phase !== 'ready') return false;
  return error.cause === undefined || (error.cause as { readonly code?: unknown }).code === 'ECONNRESET';
}

/** Releases found by probing, by network and address: the next connection need not find out again. */
const found = new WeakMap<Network, Map<string, KafkaRelease>>();

export function knownRelease(network: Network, broker: string): KafkaRelease | undefined {
  return found.get(network)?.get(broker);
}

export function rememberRelease(network: Network, broker: string, release: KafkaRelease): void {
  const releases = found.get(network) ?? new Map<string, KafkaRelease>();
  found.set(network, releases.set(broker, release));
}

/** The broker was lost: what comes back may be another release. */
export function forgetRelease(network: Network, broker: string): void {
  found.get(network)?.delete(broker);
}
