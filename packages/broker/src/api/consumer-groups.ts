import type { ClusterState } from '../state/cluster-state.ts';

/** Whether the cluster has groups of the consumer protocol (KIP-848): its feature group.version says so. */
export function hasConsumerGroups({ features }: ClusterState): boolean {
  return features.level('group.version') > 0;
}
