import { ErrorCode } from '@k/wire';
import type { TimerHandle } from '@k/runtime';
import type { ClusterView } from './cluster-view.ts';
import { leaders } from './elections.ts';
import { NO_LEADER, type Partition } from './partition.ts';
import { assignmentProblem, type Refusal } from './placement.ts';

/** What there is of a reassignment beside what the partition itself says. */
interface Move {
  /** Ends the watch over the partition; undefined before it has begun. */
  unwatch?: () => void;
  /** When the new replicas will have copied the log, by node; undefined where there is no leader to copy from yet. */
  readonly copies: Map<number, TimerHandle>;
}

/**
 * Partitions that go to other nodes (KIP-455). As on Kafka a partition has its old and its new replicas until all new ones
 * are in sync; then those that are not wanted any more are gone.
 */
export class Reassignments {
  readonly #cluster: ClusterView;
  readonly #moves = new Map<Partition, Move>();

  constructor(cluster: ClusterView) {
    this.#cluster = cluster;
  }

  /** Partitions that are on their way. */
  get partitions(): Partition[] {
    return [...this.#moves.keys()];
  }

  /**
   * The partition is to have these replicas, whatever was under way before.
   * @param mayChangeFactor whether there may be more or fewer of them than before (KIP-860)
   */
  begin(partition: Partition, target: readonly number[], mayChangeFactor: boolean): Refusal | undefined {
    const problem = assignmentProblem([target], this.#cluster.nodes.registeredIds);
    if (problem !== undefined) return problem;
    const before = partition.replicas.filter((id) => !partition.removing.includes(id));
    if (!mayChangeFactor && before.length !== target.length) {
      const message = `The replication factor is changed from ${String(before.length)} to ${String(target.length)}`;
      return { errorCode: ErrorCode.INVALID_REPLICATION_FACTOR, message };
    }
    const original = originalReplicas(partition);
    const adding = target.filter((id) => !original.includes(id)).sort(ascending);
    const removing = partition.replicas.filter((id) => !target.includes(id)).sort(ascending);
    const fresh = adding.filter((id) => !partition.replicas.includes(id));
    const move: Move = this.#moves.get(partition) ?? { copies: new Map() };
    // Before they are replicas: as such they would be in sync.
    for (const id of fresh) this.#copy(partition, move, id);
    partition.assign([...target, ...removing], adding, removing, partition.leaderId);
    this.#watch(partition, move);
    this.#progress(partition);
    return undefined;
  }

  /** The partition stays where it was. */
  cancel(partition: Partition): Refusal | typeof NO_REASSIGNMENT | undefined {
    const move = this.#moves.get(partition);
    if (move === undefined) return NO_REASSIGNMENT;
    const original = originalReplicas(partition);
    const isr = leaders(this.#cluster, partition);
    if (isr.length > 0 && !isr.some((id) => original.includes(id))) {
      const name = `${partition.topic.name}-${String(partition.index)}`;
      const message = `Unable to revert partition assignment for ${name} because it would require an unclean leader election.`;
      return { errorCode: ErrorCode.INVALID_REPLICA_ASSIGNMENT, message };
    }
    this.#end(partition, move);
    partition.assign(original, [], [], this.#leaderAmong(partition, original));
    return undefined;
  }

  /** Goes on with what was under way when the partition's state was captured. */
  resume(partition: Partition): void {
    if (partition.adding.length === 0 && partition.removing.length === 0) return;
    const move: Move = { copies: new Map() };
    for (const nodeId of partition.adding) if (partition.lags(nodeId)) move.copies.set(nodeId, undefined);
    this.#watch(partition, move);
    this.#progress(partition);
  }

  close(): void {
    for (const [partition, move] of [...this.#moves]) this.#end(partition, move);
  }

  #watch(partition: Partition, move: Move): void {
    move.unwatch ??= partition.onChange(() => {
      this.#progress(partition);
    });
    this.#moves.set(partition, move);
  }

  /** A new replica has nothing until it has copied all, and it copies from the leader. */
  #copy(partition: Partition, move: Move, nodeId: number): void {
    const copiesNow = partition.leaderId !== NO_LEADER && this.#cluster.nodes.isLive(nodeId);
    if (copiesNow && this.#cluster.settings.replicaCopyMs === 0) return;
    move.copies.set(nodeId, undefined);
    const { startOffset } = partition.log;
    partition.hold(nodeId, { endOffset: startOffset, highWatermark: startOffset });
  }

  #startCopies(partition: Partition, move: Move): void {
    if (partition.leaderId === NO_LEADER) return;
    const { clock, settings } = this.#cluster;
    for (const [nodeId, running] of move.copies) {
      if (running !== undefined || !this.#cluster.nodes.isLive(nodeId)) continue;
      const timer = clock.setTimeout(() => {
        move.copies.delete(nodeId);
        partition.release(nodeId);
      }, settings.replicaCopyMs);
      move.copies.set(nodeId, timer);
    }
  }

  /** It is done when every replica that is to stay is in sync. */
  #progress(partition: Partition): void {
    const move = this.#moves.get(partition);
    if (move === undefined) return;
    if (!this.#cluster.exists(partition.topic)) {
      this.#end(partition, move);
      return;
    }
    const { replicas, adding, removing } = partition;
    this.#startCopies(partition, move);
    if (adding.length === 0 && removing.length === 0) {
      this.#end(partition, move);
      return;
    }
    const target = replicas.filter((id) => !removing.includes(id));
    const { isr } = partition;
    if (!target.every((id) => isr.includes(id))) return;
    this.#end(partition, move);
    partition.assign(target, [], [], this.#leaderAmong(partition, target));
  }

  #end(partition: Partition, move: Move): void {
    this.#moves.delete(partition);
    move.unwatch?.();
    for (const timer of move.copies.values()) {
      if (timer !== undefined) this.#cluster.clock.clearTimeout(timer);
    }
    move.copies.clear();
  }

  /** The leader stays where it can. */
  #leaderAmong(partition: Partition, replicas: readonly number[]): number {
    const isr = leaders(this.#cluster, partition);
    if (replicas.includes(partition.leaderId) && isr.includes(partition.leaderId)) return partition.leaderId;
    return replicas.find((id) => isr.includes(id)) ?? NO_LEADER;
  }
}

/** Without those that a reassignment brings. */
function originalReplicas({ replicas, adding }: Partition): number[] {
  return replicas.filter((id) => !adding.includes(id));
}

function ascending(a: number, b: number): number {
  return a - b;
}

/** Kafka says no more than the code does. */
const NO_REASSIGNMENT = { errorCode: ErrorCode.NO_REASSIGNMENT_IN_PROGRESS, message: null };
