import type { ClusterState } from './cluster-state.ts';

/** No node is up. */
export const NO_COORDINATOR = -1;

/**
 * The node that looks after a group or a transactional id: by the hash of its name, or the next live one; -1 when all
 * are down.
 */
export function coordinatorNode(key: string, cluster: ClusterState): number {
  const { nodeIds } = cluster;
  const home = hashCode(key) % nodeIds.length;
  for (let step = 0; step < nodeIds.length; step++) {
    const id = nodeIds[(home + step) % nodeIds.length] as number;
    if (cluster.isLive(id)) return id;
  }
  return NO_COORDINATOR;
}

/** Java's String.hashCode without its sign, as Kafka places groups. */
export function hashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash & 0x7fffffff;
}
