import type { TimerHandle } from '@k/runtime';
import type { ClusterState } from '../state/cluster-state.ts';

/**
 * Nodes that fell out of the cluster without saying so: crashed, or cut off from the others. Until their session with the
 * controller ends (`broker.session.timeout.ms`) everybody believes that they are there, and that they lead what they led. Kafka:
 * BrokerHeartbeatManager, ReplicationControlManager.handleBrokerFenced.
 */
export class NodeFailures {
  readonly #cluster: ClusterState;
  /** Nodes that the controller takes for dead from now on. */
  readonly #fence: (nodeIds: readonly number[]) => void;
  /** Sessions that still run, of nodes that do not heartbeat any more. */
  readonly #sessions = new Map<number, TimerHandle>();
  /** How many batches each of their logs has lost when a node comes back. */
  readonly #losses = new Map<number, number>();

  constructor(cluster: ClusterState, fence: (nodeIds: readonly number[]) => void) {
    this.#cluster = cluster;
    this.#fence = fence;
  }

  /** @param lostBatches what its logs have lost when it comes back */
  crash(nodeId: number, lostBatches: number): void {
    this.#losses.set(nodeId, lostBatches);
    this.#cluster.isolation.end(nodeId);
    this.#fallOut(nodeId);
  }

  isolate(nodeId: number): void {
    this.#cluster.isolation.begin(nodeId);
    this.#fallOut(nodeId);
  }

  /** The node is about to register again: the controller learns of what happened to it if it did not know. */
  comeBack(nodeId: number): void {
    if (this.#sessions.has(nodeId)) this.#end(nodeId);
    this.#cluster.replication.find(nodeId);
  }

  /** A node that was cut off is back while its session runs: nobody was told that it was away. @returns whether it is */
  heal(nodeId: number): boolean {
    this.#cluster.isolation.end(nodeId);
    const isInTime = this.#sessions.has(nodeId);
    this.#clear(nodeId);
    this.#cluster.replication.find(nodeId);
    return isInTime;
  }

  /** How many batches its logs have lost, told once; undefined: it had not crashed. */
  takeLoss(nodeId: number): number | undefined {
    const lost = this.#losses.get(nodeId);
    this.#losses.delete(nodeId);
    return lost;
  }

  close(): void {
    for (const nodeId of [...this.#sessions.keys()]) this.#clear(nodeId);
  }

  #fallOut(nodeId: number): void {
    const { clock, replication } = this.#cluster;
    replication.lose(nodeId);
    for (const partition of this.#cluster.partitionsAt(nodeId)) partition.settle();
    if (this.#sessions.has(nodeId) || !this.#cluster.isLive(nodeId)) return;
    const timer = clock.setTimeout(() => { this.#end(nodeId); }, replication.sessionTimeoutMs(nodeId)); // prettier-ignore
    this.#sessions.set(nodeId, timer);
  }

  #end(nodeId: number): void {
    this.#clear(nodeId);
    this.#fence([nodeId]);
  }

  #clear(nodeId: number): void {
    this.#cluster.clock.clearTimeout(this.#sessions.get(nodeId));
    this.#sessions.delete(nodeId);
  }
}
