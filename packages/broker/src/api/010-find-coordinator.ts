import {
  ErrorCode,
  FindCoordinator,
  type FindCoordinatorRequest,
  type FindCoordinatorResponse,
  type MessageInit,
} from '@k/wire';
import { refusalMessage, type Access } from '../access/access.ts';
import { AclOperation } from '../access/acl.ts';
import { coordinatorNode } from '../state/coordinator-node.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type Coordinator = NonNullable<MessageInit<FindCoordinatorResponse>['coordinators']>[number];

const GROUP = 0;
const TRANSACTION = 1;
const BATCHES_SINCE = 4;

/**
 * FindCoordinator (10), v0-v6. Groups and transactional ids are spread over the nodes by the hash of their names; when a
 * node is down, its groups and ids are looked after by the next live one.
 *
 * v0: group id. v1: key type, message. v3: flexible. v4: several keys at once (KIP-699). v5, v6: same to us.
 * Not implemented: share groups (INVALID_REQUEST).
 */
export const findCoordinator: ApiHandler<FindCoordinatorRequest, FindCoordinatorResponse> = {
  api: FindCoordinator,
  minVersion: 0,
  maxVersion: 6,
  handle(request, context) {
    if (context.version >= BATCHES_SINCE) {
      return { coordinators: request.coordinatorKeys.map((key) => find(key, request.keyType, context)) };
    }
    const { nodeId, host, port, errorCode, errorMessage } = find(request.key, request.keyType, context);
    return { nodeId, host, port, errorCode, ...(context.version >= 1 ? { errorMessage } : {}) };
  },
};

function find(
  key: string,
  keyType: number,
  { access, cluster, listener, version }: RequestContext,
): Required<Omit<Coordinator, 'unknownTags'>> {
  const refuse = (errorCode: number, errorMessage: string | null): Required<Omit<Coordinator, 'unknownTags'>> => ({
    key,
    nodeId: -1,
    host: '',
    port: -1,
    errorCode,
    errorMessage,
  });
  if (keyType !== GROUP && keyType !== TRANSACTION) {
    return refuse(ErrorCode.INVALID_REQUEST, `Unknown coordinator type ${String(keyType)}.`);
  }
  const refusal = refusalOf(key, keyType, access);
  if (refusal !== ErrorCode.NONE) return refuse(refusal, version >= BATCHES_SINCE ? '' : refusalMessage(refusal));
  const node = cluster.liveNode(coordinatorNode(key, cluster), listener);
  if (node === undefined) return refuse(ErrorCode.COORDINATOR_NOT_AVAILABLE, 'The coordinator is not available.');
  return {
    key,
    nodeId: node.id,
    host: node.host,
    port: node.port,
    errorCode: ErrorCode.NONE,
    errorMessage: version >= BATCHES_SINCE ? '' : 'NONE',
  };
}

function refusalOf(key: string, keyType: number, access: Access): number {
  return keyType === GROUP
    ? access.group(AclOperation.DESCRIBE, key)
    : access.transactionalId(AclOperation.DESCRIBE, key);
}
