import type { IsolableCluster } from './isolable-cluster.ts';
import { IsolatedCluster } from './isolated-cluster.ts';

/** The nodes that are cut off from the others, with what each of them believes. */
export class Isolation<C extends IsolableCluster> {
  readonly #cluster: C;
  readonly #nodes = new Map<number, IsolatedCluster<C>>();
  /** Requests for the controller that a node could not pass on, by node. */
  readonly #waiting = new Map<number, Set<() => void>>();

  constructor(cluster: C) {
    this.#cluster = cluster;
  }

  has(nodeId: number): boolean {
    return this.#nodes.has(nodeId);
  }

  /** The cluster as the node sees it. */
  seenBy(nodeId: number): C {
    return this.#nodes.size === 0 ? this.#cluster : (this.#nodes.get(nodeId)?.asSeen ?? this.#cluster);
  }

  begin(nodeId: number): void {
    if (!this.has(nodeId)) this.#nodes.set(nodeId, new IsolatedCluster(this.#cluster, nodeId));
  }

  /**
   * It is over: the node heals, or it dies. What it wrote as a leader counts where it still leads; else it is what it has of its
   * own, until it truncates.
   */
  end(nodeId: number): void {
    const isolated = this.#nodes.get(nodeId);
    if (isolated === undefined) return;
    this.#nodes.delete(nodeId);
    for (const [partition, own] of isolated.partitions) {
      if (own.leaderId === nodeId && this.#cluster.exists(partition.topic)) partition.reunite(own);
      own.close();
      own.changed();
    }
  }

  /**
   * A node passes requests on to the controller as soon as it reaches it.
   * @returns undefined: it does
   */
  reachesController(
    nodeId: number,
    connection: { readonly onceClosed: (fn: () => void) => unknown },
  ): Promise<void> | undefined {
    if (!this.has(nodeId)) return undefined;
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(nodeId) ?? new Set();
      this.#waiting.set(nodeId, waiting.add(resolve));
      // Nobody is left who wants to know.
      connection.onceClosed(() => waiting.delete(resolve));
    });
  }

  /** After {@link end}, when the cluster knows of the node again. */
  passOn(nodeId: number): void {
    const waiting = this.#waiting.get(nodeId) ?? [];
    this.#waiting.delete(nodeId);
    for (const resolve of waiting) resolve();
  }
}
