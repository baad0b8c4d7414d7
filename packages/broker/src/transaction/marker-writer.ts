import { ErrorCode } from '@k/wire';
import type { GroupCoordinator } from '../group/group-coordinator.ts';
import { OFFSETS_TOPIC } from '../group/offsets-topic.ts';
import { appendEndMarker, type EndMarker } from '../log/end-marker.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { NO_LEADER, type Partition } from '../state/partition.ts';
import type { Transaction, TransactionPartition } from './transaction.ts';

/** What comes of the markers of one transaction. Called at once where all partitions have a leader and are in step. */
export interface MarkersEnd {
  /** Once, when no partition lacks its marker any more. */
  readonly done: () => void;
  /**
   * Instead, for each partition that has seen a marker of a later coordinator, or of a later epoch of the producer: it stays
   * in the transaction, and what waits for a leader is not tried again.
   */
  readonly fenced: () => void;
}

/** The markers of one transaction that are on their way. */
interface Sending {
  readonly marker: EndMarker;
  readonly fenced: () => void;
  isFenced: boolean;
}

/**
 * Tells the partitions of a transaction, and the groups whose offsets are in it, how it ended. A partition without a
 * leader is told when it has one again, and it is told when all in-sync replicas know of it. Kafka: TransactionMarkerChannelManager.
 */
export class MarkerWriter {
  readonly #cluster: ClusterState;
  readonly #groups: GroupCoordinator;

  constructor(cluster: ClusterState, groups: GroupCoordinator) {
    this.#cluster = cluster;
    this.#groups = groups;
  }

  /**
   * A partition counts as told when its marker is written down: who forgets it before would never tell it, should the process
   * end between the two.
   */
  write(transaction: Transaction, marker: EndMarker, { done, fenced }: MarkersEnd): void {
    const { partitions } = transaction;
    const sending: Sending = { marker, fenced, isFenced: false };
    const told: TransactionPartition[] = [];
    let left = partitions.length;
    // Those that are told at once are written down together.
    let isTelling = true;
    const settle = (): void => {
      if (isTelling) return;
      const written = told.splice(0);
      this.#cluster.writeDown(() => {
        left -= written.length;
        for (const each of written) transaction.remove(each);
        if (left === 0) done();
      });
    };
    for (const each of partitions) {
      this.#end(each, sending, () => {
        told.push(each);
        settle();
      });
    }
    isTelling = false;
    settle();
  }

  #end(each: TransactionPartition, sending: Sending, done: () => void): void {
    const { marker } = sending;
    if (each.topic === OFFSETS_TOPIC) {
      this.#groups.pending.end(each.partition, marker.producerId, marker.committed);
      done();
      return;
    }
    const partition = this.#cluster.partition(each.topic, each.partition);
    // A topic that was deleted takes its part of the transaction with it.
    if (partition === undefined) done();
    else this.#tell(partition, sending, { done, again: () => { if (!sending.isFenced) this.#end(each, sending, done); } }); // prettier-ignore
  }

  #tell(partition: Partition, sending: Sending, next: { readonly done: () => void; readonly again: () => void }): void {
    const { leaderId } = partition;
    const isReached = this.#reaches(partition);
    if (isReached) {
      if (appendEndMarker(partition, sending.marker, this.#cluster.clock.now()) !== ErrorCode.NONE) {
        sending.isFenced = true;
        sending.fenced();
        return;
      }
      partition.changed();
    }
    const { endOffset } = partition.log;
    const look = (): (() => void) | undefined => {
      // With another leader the marker may be lost; a second one does no harm.
      if (partition.leaderId !== leaderId || !this.#cluster.exists(partition.topic)) return next.again;
      if (!isReached) return this.#reaches(partition) ? next.again : undefined;
      return partition.highWatermark >= endOffset ? next.done : undefined;
    };
    const known = look();
    if (known !== undefined) {
      known();
      return;
    }
    const stop = partition.onChange(() => {
      const found = look();
      if (found === undefined) return;
      stop();
      found();
    });
  }

  /** Whether the partition has a leader that can be told. */
  #reaches({ leaderId }: Partition): boolean {
    return leaderId !== NO_LEADER && this.#cluster.replication.reachesController(leaderId);
  }
}
