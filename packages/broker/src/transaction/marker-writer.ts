import type { GroupCoordinator } from '../group/group-coordinator.ts';
import { OFFSETS_TOPIC } from '../group/offsets-topic.ts';
import { appendEndMarker, type EndMarker } from '../log/end-marker.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { NO_LEADER } from '../state/partition.ts';
import type { Transaction } from './transaction.ts';

/**
 * Tells the partitions of a transaction, and the groups whose offsets are in it, how it ended. A partition without a
 * leader is told when it has one again. Kafka: TransactionMarkerChannelManager.
 */
export class MarkerWriter {
  readonly #cluster: ClusterState;
  readonly #groups: GroupCoordinator;

  constructor(cluster: ClusterState, groups: GroupCoordinator) {
    this.#cluster = cluster;
    this.#groups = groups;
  }

  /** Calls `whenDone` once, when no partition lacks its marker any more: at once where all have a leader. */
  write(transaction: Transaction, marker: EndMarker, whenDone: () => void): void {
    for (const each of transaction.partitions) {
      if (each.topic === OFFSETS_TOPIC) {
        this.#groups.pending.end(each.partition, marker.producerId, marker.committed);
        transaction.remove(each);
        continue;
      }
      const partition = this.#cluster.partition(each.topic, each.partition);
      if (partition?.leaderId === NO_LEADER) {
        const stop = partition.onChange(() => {
          if (partition.leaderId === NO_LEADER && this.#cluster.exists(partition.topic)) return;
          stop();
          this.write(transaction, marker, whenDone);
        });
        return;
      }
      // A topic that was deleted takes its part of the transaction with it.
      if (partition !== undefined && appendEndMarker(partition, marker, this.#cluster.clock.now()) === 0) {
        partition.changed();
      }
      transaction.remove(each);
    }
    whenDone();
  }
}
