import { ErrorCode } from '@k/wire';
import type { TimerHandle } from '@k/runtime';
import { EntryChanges, type Durable } from '../storage/durable.ts';
import type { ClusterView } from './cluster-view.ts';
import type { Partition } from './partition.ts';

/** The directory of a replica, and the one that it is being moved to. */
interface Placement {
  dir: string;
  future?: { readonly dir: string; readonly timer: TimerHandle };
}

/** One replica in a directory, as DescribeLogDirs tells it. */
export interface DirReplica {
  readonly partition: Partition;
  readonly sizeBytes: number;
  readonly offsetLag: number;
  /** It is a copy that is being made, to take the place of the present one. */
  readonly isFuture: boolean;
}

/** The directory of a replica is that of its node's next one in turn, until it is moved (KIP-113). */
export class LogDirs implements Durable<NodeDirsState> {
  readonly name = 'log-dirs';
  readonly changes = new EntryChanges();
  readonly #nodes = new Map<number, NodeDirs>();

  constructor(cluster: ClusterView) {
    for (const id of cluster.nodes.ids) {
      const changed = (): void => {
        this.changes.mark(String(id));
      };
      this.#nodes.set(id, new NodeDirs(cluster, id, changed));
    }
  }

  of(nodeId: number): NodeDirs {
    return this.#nodes.get(nodeId) as NodeDirs;
  }

  close(): void {
    for (const dirs of this.#nodes.values()) dirs.close();
  }

  keys(): string[] {
    return [...this.#nodes.keys()].map(String);
  }

  capture(key: string): NodeDirsState | undefined {
    return this.#nodes.get(Number(key))?.capture();
  }

  restore(entries: ReadonlyMap<string, NodeDirsState>): void {
    for (const [id, dirs] of this.#nodes) dirs.restore(entries.get(String(id)));
  }
}

/** The log directories of one node. */
export class NodeDirs {
  readonly #cluster: ClusterView;
  readonly #nodeId: number;
  readonly #placements = new Map<Partition, Placement>();
  /** Where replicas that the node does not have yet are to go, by name of the partition. */
  readonly #preferred = new Map<string, string>();
  #placed = 0;
  readonly #changed: () => void;

  constructor(cluster: ClusterView, nodeId: number, changed: () => void) {
    this.#changed = changed;
    this.#cluster = cluster;
    this.#nodeId = nodeId;
    cluster.onDelete((topic) => {
      for (const partition of topic.partitions) this.#forget(partition);
    });
  }

  get dirs(): readonly string[] {
    return this.#cluster.settings.logDirs;
  }

  /** What is in each directory. */
  replicas(): Map<string, DirReplica[]> {
    const found = new Map<string, DirReplica[]>(this.dirs.map((dir) => [dir, []]));
    for (const topic of this.#cluster.topics) {
      for (const partition of topic.partitions) {
        if (!partition.replicas.includes(this.#nodeId)) continue;
        const { dir, future } = this.#placementOf(partition);
        found.get(dir)?.push(this.#told(partition));
        if (future !== undefined) found.get(future.dir)?.push(toldFuture(partition));
      }
    }
    return found;
  }

  /**
   * Moves a replica; with `replicaCopyMs` it takes so long.
   * @param partition undefined: there is none of that name
   * @returns an error code, or NONE
   */
  move(name: string, index: number, partition: Partition | undefined, dir: string): number {
    if (futureName(name, index).length > MAX_FILE_NAME) return ErrorCode.INVALID_TOPIC_EXCEPTION;
    if (!this.dirs.includes(dir)) return ErrorCode.LOG_DIR_NOT_FOUND;
    if (partition?.replicas.includes(this.#nodeId) !== true) {
      this.#preferred.set(`${name}-${String(index)}`, dir);
      this.#changed();
      return partition === undefined ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.REPLICA_NOT_AVAILABLE;
    }
    const placement = this.#placementOf(partition);
    if (placement.future?.dir === dir) return ErrorCode.NONE;
    this.#stop(placement);
    if (placement.dir === dir) return ErrorCode.NONE;
    const { clock, settings } = this.#cluster;
    if (settings.replicaCopyMs === 0) {
      placement.dir = dir;
      this.#changed();
    } else {
      const timer = clock.setTimeout(() => {
        placement.dir = dir;
        delete placement.future;
        this.#changed();
      }, settings.replicaCopyMs);
      placement.future = { dir, timer };
    }
    return ErrorCode.NONE;
  }

  close(): void {
    for (const placement of this.#placements.values()) this.#stop(placement);
  }

  /** A copy that is being made is not among it: it is given up, as by a Kafka that starts again without its future logs. */
  capture(): NodeDirsState {
    const dirs = Array.from(this.#placements, ([partition, { dir }]) => [nameOf(partition), dir] as const);
    return { placed: this.#placed, dirs, preferred: [...this.#preferred] };
  }

  /** @param state undefined: nothing was placed. A directory that is none any more is not kept */
  restore(state: NodeDirsState | undefined): void {
    this.close();
    this.#placements.clear();
    this.#preferred.clear();
    this.#placed = state?.placed ?? 0;
    for (const [name, dir] of state?.preferred ?? []) if (this.dirs.includes(dir)) this.#preferred.set(name, dir);
    const placed = new Map(state?.dirs);
    for (const { partitions } of this.#cluster.topics) {
      for (const partition of partitions) {
        const dir = placed.get(nameOf(partition));
        if (dir !== undefined && this.dirs.includes(dir)) this.#placements.set(partition, { dir });
      }
    }
  }

  #placementOf(partition: Partition): Placement {
    const present = this.#placements.get(partition);
    if (present !== undefined) return present;
    const name = nameOf(partition);
    const next = this.dirs[this.#placed++ % this.dirs.length] as string;
    const placement: Placement = { dir: this.#preferred.get(name) ?? next };
    this.#preferred.delete(name);
    this.#placements.set(partition, placement);
    this.#changed();
    return placement;
  }

  #told(partition: Partition): DirReplica {
    const { log } = partition;
    const end = partition.replicaAt(this.#nodeId)?.endOffset ?? log.endOffset;
    return { partition, sizeBytes: log.byteLength - log.bytesFrom(end), offsetLag: 0, isFuture: false };
  }

  #stop(placement: Placement): void {
    if (placement.future !== undefined) this.#cluster.clock.clearTimeout(placement.future.timer);
    delete placement.future;
  }

  #forget(partition: Partition): void {
    const placement = this.#placements.get(partition);
    if (placement !== undefined) this.#stop(placement);
    if (this.#placements.delete(partition)) this.#changed();
  }
}

/** As data; directories by name of their partition. */
interface NodeDirsState {
  readonly placed: number;
  readonly dirs: readonly (readonly [partition: string, dir: string])[];
  readonly preferred: readonly (readonly [partition: string, dir: string])[];
}

function nameOf({ topic, index }: Partition): string {
  return `${topic.name}-${String(index)}`;
}

/** Nothing has been copied yet. */
function toldFuture(partition: Partition): DirReplica {
  const { startOffset, endOffset } = partition.log;
  return { partition, sizeBytes: 0, offsetLag: endOffset - startOffset, isFuture: true };
}

const MAX_FILE_NAME = 255;

/** What Kafka calls the directory of a copy that is being made: topic-0.0123456789abcdef0123456789abcdef-future. */
function futureName(topic: string, index: number): string {
  return `${topic}-${String(index)}.${'0'.repeat(32)}-future`;
}
