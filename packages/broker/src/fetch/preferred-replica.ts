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
  const end = (id: number): number => partition.replicaAt(id)?.endOffset ?? -1;
  const close = partition.isr.filter(
    (id) => cluster.rackOf(id) === rackId && cluster.isLive(id) && end(id) >= fetchOffset,
  );
  // The one that has most; of equals Kafka takes the one with the greatest id.
  const [best] = close.sort((a, b) => end(b) - end(a) || b - a);
  return best;
}
