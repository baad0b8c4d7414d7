import { ErrorCode, errorFor, FindCoordinator, type FindCoordinatorResponse } from '@k/wire';
import type { Cluster } from './cluster.ts';
import type { CoordinatorKind } from './coordinators.ts';
import type { BrokerNode } from './metadata.ts';

type Answer = Pick<FindCoordinatorResponse, 'nodeId' | 'host' | 'port' | 'errorCode' | 'errorMessage'>;

/**
 * Asks any broker once who coordinates a group or transactional id.
 * @throws ProtocolError: COORDINATOR_NOT_AVAILABLE (retriable), GROUP_AUTHORIZATION_FAILED …
 */
export async function findCoordinator(cluster: Cluster, kind: CoordinatorKind, key: string): Promise<BrokerNode> {
  const { nodeId, host, port, errorCode, errorMessage } = await askCoordinator(cluster, kind, key);
  if (errorCode !== ErrorCode.NONE) {
    throw errorFor(errorCode, { api: FindCoordinator.name, about: `${kind} '${key}'`, message: errorMessage });
  }
  return { nodeId, host, port, rack: null };
}

/** The answer as it is, errors included. */
export async function askCoordinator(cluster: Cluster, kind: CoordinatorKind, key: string): Promise<Answer> {
  const keyType = kind === 'group' ? 0 : 1;
  const response = await cluster.request('any', FindCoordinator, (version) => {
    if (version >= 4) return { keyType, coordinatorKeys: [key] };
    // Version 0 knows coordinators of groups only; the encoder refuses a transactional id there.
    return version === 0 && kind === 'group' ? { key } : { key, keyType };
  });
  return answerFor(response, key);
}

/** Version 4 answers for many keys, the older ones for the one that was asked. */
function answerFor(response: FindCoordinatorResponse, key: string): Answer {
  const answer = response.coordinators.find((each) => each.key === key);
  return answer === undefined ? response : { ...response, ...answer };
}
