import { ApiVersions, ConnectionError, FindCoordinator, Heartbeat, Metadata, OffsetFetch, type Api } from '@k/wire';
import type { ApiVersionRange } from './api-version-range.ts';
import type { Connection } from './connection.ts';
import type { KafkaRelease } from './releases.ts';

/**
 * Brokers before 0.10 have no ApiVersions. 0.9 ignores it and answers whatever comes next; 0.8 hangs up on it. So:
 *
 * - Silence: a Heartbeat follows. If it is answered first, the broker is 0.9: one that has ApiVersions keeps the order.
 * - Hung up: one request after the other that an ever older release knows, each on a connection of its own. Restarting
 *   brokers, proxies and port-forwards hang up as well, and when they come to their senses, a broker of today answers
 *   such a request too. So behind the answer ApiVersions is asked once more, on the connection that has just worked.
 */
export interface OldBrokerProbe {
  readonly api: Api<unknown, unknown>;
  readonly body: unknown;
}

const GROUP = 'k-version-probe';

/** Sent after a silence on the same connection. */
export const SILENCE_PROBE: OldBrokerProbe = {
  api: Heartbeat,
  body: { groupId: GROUP, generationId: -1, memberId: '' },
};

/** How long ApiVersions may go unanswered before the broker is taken for one that may not know it. */
export const SILENCE_MS = 2_000;

/** In the order in which they are tried: what the release is that answers this and hangs up on ApiVersions. */
const PROBES: readonly (OldBrokerProbe & { readonly release: KafkaRelease })[] = [
  { release: '0.8.2', api: FindCoordinator, body: { key: GROUP } },
  { release: '0.8.1', api: OffsetFetch, body: { groupId: GROUP, topics: [] } },
  { release: '0.8.0', api: Metadata, body: { topics: [] } },
];

/** Makes a connection with the ranges given, for its caller to close. */
export type OpenProbe = (apiVersions: readonly ApiVersionRange[]) => Connection;

type Answer = 'answered' | 'hung up' | 'neither';

/**
 * Which release a broker is that hung up on ApiVersions. 'newer': it has ApiVersions after all, and had hung up for
 * another reason. Undefined when it hangs up on everything, or something else is wrong.
 */
export async function probeRelease(
  openProbe: OpenProbe,
  signal: AbortSignal,
): Promise<KafkaRelease | 'newer' | undefined> {
  const versions = { apiKey: ApiVersions.key, minVersion: 0, maxVersion: 0 };
  const ask = async (probe: Connection, api: Api<unknown, unknown>, body: unknown): Promise<Answer> => {
    try {
      await probe.request(api, body, { signal });
      return 'answered';
    } catch (error) {
      return hungUp(error) ? 'hung up' : 'neither';
    }
  };
  // First, since the others leave their traces in brokers that are not old.
  {
    await using probe = openProbe([versions]);
    const answer = await ask(probe, ApiVersions, {});
    if (answer !== 'hung up') return answer === 'answered' ? 'newer' : undefined;
  }
  for (const { release, api, body } of PROBES) {
    await using probe = openProbe([versions, { apiKey: api.key, minVersion: 0, maxVersion: 0 }]);
    const answer = await ask(probe, api, body);
    if (answer === 'hung up') continue;
    if (answer === 'neither') return undefined;
    const again = await ask(probe, ApiVersions, {});
    if (again === 'neither') return undefined;
    return again === 'answered' ? 'newer' : release;
  }
  return undefined;
}

/** Whether a request was answered by hanging up, and not failed for a reason that says nothing about versions. */
function hungUp(error: unknown): boolean {
  if (!(error instanceof ConnectionError) || error.phase !== 'ready') return false;
  return error.cause === undefined || (error.cause as { readonly code?: unknown }).code === 'ECONNRESET';
}
