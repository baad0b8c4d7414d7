import { ErrorCode, errorFor, FindCoordinator, UnsupportedVersionError } from '@k/wire';
import type { FindCoordinatorRequest, FindCoordinatorResponse, MessageInit } from '@k/wire';
import type { CoordinatorKind } from './coordinators.ts';
import type { BrokerNode } from './metadata.ts';
import type { Requester } from './requester.ts';

type Answer = Pick<FindCoordinatorResponse, 'nodeId' | 'host' | 'port' | 'errorCode' | 'errorMessage'>;

/** The number of each kind, and the version from which FindCoordinator knows it: 0.11 and, for share groups, Kafka 4.0. */
const KEY_TYPES = {
  group: { keyType: 0, since: 0 },
  transaction: { keyType: 1, since: 1 },
  share: { keyType: 2, since: 6 },
} as const satisfies Record<CoordinatorKind, { keyType: number; since: number }>;

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
  const { nodeId, host, port, errorCode, errorMessage } = await askCoordinator(cluster, kind, key);
  if (errorCode !== ErrorCode.NONE) {
    throw errorFor(errorCode, { api: FindCoordinator.name, about: `${kind} '${key}'`, message: errorMessage });
  }
  return { nodeId, host, port, rack: null };
}

/** The answer as it is, errors included. */
async function askCoordinator(
  cluster: Pick<Requester, 'request'>,
  kind: CoordinatorKind,
  key: string,
): Promise<Answer> {
  const response = await cluster.request('any', FindCoordinator, (version) => requestBody(version, kind, key));
  return answerFor(response, key);
}

function requestBody(version: number, kind: CoordinatorKind, key: string): MessageInit<FindCoordinatorRequest> {
  const { keyType, since } = KEY_TYPES[kind];
  if (version < since) {
    throw new UnsupportedVersionError({
      api: FindCoordinator.name,
      version,
      minVersion: since,
      maxVersion: FindCoordinator.maxVersion,
      message: `The broker speaks FindCoordinator up to version ${version}; coordinators of kind '${kind}' need version ${since}`,
    });
  }
  if (version >= 4) return { keyType, coordinatorKeys: [key] };
  return version === 0 ? { key } : { key, keyType };
}

/** Version 4 answers for many keys, the older ones for the one that was asked. */
function answerFor(response: FindCoordinatorResponse, key: string): Answer {
  const answer = response.coordinators.find((each) => each.key === key);
  return answer === undefined ? response : { ...response, ...answer };
}
