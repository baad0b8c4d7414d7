import type { RequestContext } from '../api/handler.ts';
import type { Partition } from '../state/partition.ts';

/**
 * The follower that a client in `rackId` had better read from (KIP-392): in sync, in its rack, with the offset in its log.
 * Kafka: ReplicaManager's findPreferredReadReplica, RackAwareReplicaSelector.
 * @returns undefined at a follower, where the leader is in that rack too, and where the cluster does not choose
 */
export function preferredReadReplica(
  partition: Partition,
  fetchOffset: bigint,
  rackId: string,
  { cluster, nodeId }: RequestContext,
): number | undefined {
  const { leaderId, log } = partition;
  if (cluster.settings.replicaSelector !== 'rack-aware' || rackId === '' || leaderId !== nodeId) return undefined;
  if (cluster.rackOf(leaderId) === rackId || fetchOffset < log.startOffset || fetchOffset > log.endOffset) {
    return undefined;
  }
  // All that are in sync have the same; of equals Kafka takes the one with the greatest id.
  const close = cluster.isr(partition).filter((id) => cluster.rackOf(id) === rackId);
  return close.length === 0 ? undefined : Math.max(...close);
}
