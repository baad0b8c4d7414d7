import { ErrorCode } from '@k/wire';
import type { ClusterState } from '../state/cluster-state.ts';
import type { Refusal } from '../state/placement.ts';

/** [controller.listener.names] */
export const CONTROLLER_LISTENER = 'CONTROLLER';

/** @param clusterId of the cluster that the sender believes to be in; null for none */
export function clusterIdProblem(clusterId: string | null, cluster: ClusterState): Refusal | undefined {
  if (clusterId === null || clusterId === cluster.clusterId) return undefined;
  const message = `The given id "${clusterId}" doesn't match the cluster id "${cluster.clusterId}"`;
  return { errorCode: ErrorCode.INCONSISTENT_CLUSTER_ID, message };
}
