import { ErrorCode } from '@k/wire';
import type { Access } from '../access/access.ts';
import { AclOperation, CLUSTER_NAME, ResourceType } from '../access/acl.ts';

/** What is told to who does not ask which operations it is allowed (KIP-430). */
export const NOT_ASKED = -2147483648;

/** None, for who may not know of the cluster. */
export function clusterOperations(access: Access): number {
  const isKnown = access.cluster(AclOperation.DESCRIBE) === ErrorCode.NONE;
  return isKnown ? access.operations(ResourceType.CLUSTER, CLUSTER_NAME) : 0;
}
