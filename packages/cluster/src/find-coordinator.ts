import { firstReleaseWith } from '@k/conn';
import { asError, ErrorCode, errorFor, FindCoordinator, UnsupportedVersionError } from '@k/wire';
import type { FindCoordinatorRequest, FindCoordinatorResponse, MessageInit } from '@k/wire';
import type { CoordinatorKind } from './coordinators.ts';
import type { BrokerNode } from './metadata.ts';
import type { Requester } from './requester.ts';

type Answer = Pick<FindCoordinatorResponse, 'nodeId' | 'host' | 'port' | 'errorCode' | 'errorMessage'>;

/** The number of each kind, and the version from which FindCoordinator knows it: 0.11 and, for share groups, Kafka 3.9. */
const KEY_TYPES = {
  group: { keyType: 0, since: 0 },
  transaction: { keyType: 1, since: 1 },
  share: { keyType: 2, since: 6 },
} as const satisfies Record<CoordinatorKind, { keyType: number; since: number }>;

const SEVERAL_KEYS_SINCE = 4;

/**
 * Asks any broker once who coordinates a group, a transactional id or a share group's partition.
 * @throws ProtocolError: COORDINATOR_NOT_AVAILABLE (retriable), GROUP_AUTHORIZATION_FAILED …; UnsupportedVersionError when
 *   the broker knows no coordinators of that kind
 */
export async function findCoordinator(
  cluster: Pick<Requester, 'request'>,
  kind: CoordinatorKind,
  key: string,
): Promise<BrokerNode> {
  const response = await cluster.request('any', FindCoordinator, (version) => requestBody(version, kind, [key]));
  const coordinator = coordinatorIn(response.coordinators.find((each) => each.key === key) ?? response, kind, key);
  if (coordinator instanceof Error) throw coordinator;
  return coordinator;
}

/**
 * Asks any broker once about many keys: by one request where it takes several (Kafka 3.0 on, KIP-699), else by one each.
 * @returns of each key its coordinator, or why there is none (yet)
 * @throws what keeps all of them from being answered
 */
export async function findCoordinators(
  cluster: Pick<Requester, 'request'>,
  kind: CoordinatorKind,
  keys: readonly string[],
): Promise<Map<string, BrokerNode | Error>> {
  let asked = keys;
  const response = await cluster.request('any', FindCoordinator, (version) => {
    asked = version >= SEVERAL_KEYS_SINCE ? keys : keys.slice(0, 1);
    return requestBody(version, kind, asked);
  });
  const found = new Map<string, BrokerNode | Error>();
  const answers = new Map(response.coordinators.map((each) => [each.key, each]));
  for (const key of asked) found.set(key, coordinatorIn(answers.get(key) ?? response, kind, key));
  const others = keys.slice(asked.length).map(async (key) => {
    found.set(key, await findCoordinator(cluster, kind, key).catch(asError));
  });
  await Promise.all(others);
  return found;
}

function coordinatorIn(answer: Answer, kind: CoordinatorKind, key: string): BrokerNode | Error {
  const { nodeId, host, port, errorCode, errorMessage } = answer;
  if (errorCode === ErrorCode.NONE && host !== '') return { nodeId, host, port, rack: null };
  // A broker that leaves a key out of its answer says nothing of it.
  const code = errorCode === ErrorCode.NONE ? ErrorCode.COORDINATOR_NOT_AVAILABLE : errorCode;
  return errorFor(code, { api: FindCoordinator.name, about: `${kind} '${key}'`, message: errorMessage });
}

function requestBody(
  version: number,
  kind: CoordinatorKind,
  keys: readonly string[],
): MessageInit<FindCoordinatorRequest> {
  const { keyType, since } = KEY_TYPES[kind];
  if (version < since) {
    throw new UnsupportedVersionError({
      api: FindCoordinator.name,
      version,
      minVersion: since,
      maxVersion: FindCoordinator.maxVersion,
      message: `The broker speaks FindCoordinator up to version ${version}; coordinators of kind '${kind}' need version ${since}, which Kafka ${String(firstReleaseWith(FindCoordinator, since))} and later have`,
    });
  }
  if (version >= SEVERAL_KEYS_SINCE) return { keyType, coordinatorKeys: keys };
  const [key = ''] = keys;
  return version === 0 ? { key } : { key, keyType };
}
