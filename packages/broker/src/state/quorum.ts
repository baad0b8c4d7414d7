import { ErrorCode, ZERO_UUID } from '@k/wire';
import { SingleEntry } from '../storage/durable.ts';
import type { ClusterView } from './cluster-view.ts';
import type { Refusal } from './placement.ts';

/** A node as the leader of the quorum knows it. */
export interface QuorumReplica {
  readonly id: number;
  /** Of its metadata log; zero where voters are not told by it (kraft.version 0). */
  readonly directoryId: string;
  readonly logEndOffset: number;
  /** ms since the epoch. */
  readonly lastFetchMs: number;
  readonly lastCaughtUpMs: number;
}

interface QuorumState {
  readonly voters: readonly number[];
  /** By node. */
  readonly directories: readonly (readonly [nodeId: number, directoryId: string])[];
  readonly unregistered: readonly number[];
  readonly leaderEpoch: number;
  readonly sinceMs: number;
}

/** [metadata.max.idle.interval.ms] Kafka's metadata log gets a record so often at the least. */
const IDLE_RECORD_MS = 500;

/**
 * The KRaft quorum as a client sees it. Every node is broker and controller in one; the lowest live voter leads. There is no
 * metadata log: its offsets are those of one that gets nothing but the records Kafka writes when nothing happens.
 */
export class Quorum {
  readonly #cluster: ClusterView;
  readonly #voters: Set<number>;
  /** Of the metadata log of each node. */
  readonly #directories = new Map<number, string>();
  readonly #downSinceMs = new Map<number, number>();
  #sinceMs: number;
  /** Controllers that are not expected back. */
  readonly #unregistered = new Set<number>();
  #leaderId = -1;
  #leaderEpoch = 0;
  readonly durable = new SingleEntry<QuorumState>(
    'quorum',
    () => ({
      voters: [...this.#voters],
      directories: [...this.#directories],
      unregistered: [...this.#unregistered],
      leaderEpoch: this.#leaderEpoch,
      sinceMs: this.#sinceMs,
    }),
    (state) => {
      this.#take(state);
    },
  );

  constructor(cluster: ClusterView) {
    this.#cluster = cluster;
    this.#voters = new Set(cluster.nodes.ids);
    this.#sinceMs = cluster.clock.now();
  }

  /** -1 when no voter is up. */
  get leaderId(): number {
    return this.#leaderId;
  }

  get leaderEpoch(): number {
    return this.#leaderEpoch;
  }

  get highWatermark(): number {
    return this.#endAt(this.#cluster.clock.now());
  }

  get voters(): QuorumReplica[] {
    return this.#replicas((id) => this.#voters.has(id));
  }

  get observers(): QuorumReplica[] {
    return this.#replicas((id) => !this.#voters.has(id));
  }

  nodeUp(id: number): void {
    this.#downSinceMs.delete(id);
    this.#unregistered.delete(id);
    this.#elect();
    this.durable.changed();
  }

  nodeDown(id: number): void {
    this.#downSinceMs.set(id, this.#cluster.clock.now());
    this.#elect();
    this.durable.changed();
  }

  /** KIP-853. Only a node of this cluster, and only one that is up, can become a voter. */
  add(id: number, directoryId: string): Refusal | undefined {
    const problem = this.#staticProblem('adding');
    if (problem !== undefined) return problem;
    const { nodes } = this.#cluster;
    const key = keyOf(id, directoryId);
    if (this.#voters.has(id)) {
      const message = `The voter id for ${key} is already part of the set of voters ${this.#keys()}.`;
      return { errorCode: ErrorCode.DUPLICATE_VOTER, message };
    }
    if (!nodes.isLive(id) || this.#directoryOf(id) !== directoryId) {
      const message = `New voter ${key} is not ready to receive requests`;
      return { errorCode: ErrorCode.REQUEST_TIMED_OUT, message };
    }
    this.#voters.add(id);
    this.#elect();
    this.durable.changed();
    return undefined;
  }

  /** KIP-853. The last voter stays. */
  remove(id: number, directoryId: string): Refusal | undefined {
    const problem = this.#staticProblem('removing');
    if (problem !== undefined) return problem;
    const isVoter = this.#voters.has(id) && this.#directoryOf(id) === directoryId;
    if (!isVoter || this.#voters.size === 1) {
      const message = `Cannot remove voter ${keyOf(id, directoryId)} from the set of voters ${this.#keys()}`;
      return { errorCode: ErrorCode.VOTER_NOT_FOUND, message };
    }
    this.#voters.delete(id);
    this.#elect();
    this.durable.changed();
    return undefined;
  }

  /** KIP-1312. A controller that starts again registers by itself. */
  unregister(id: number): Refusal | undefined {
    if (!this.#cluster.nodes.ids.includes(id) || this.#unregistered.has(id)) {
      const message = `Controller ID ${String(id)} is not currently registered.`;
      return { errorCode: ErrorCode.CONTROLLER_ID_NOT_REGISTERED, message };
    }
    if (id === this.#leaderId) {
      const message = 'Controller cannot unregister itself while it is active.';
      return { errorCode: ErrorCode.INVALID_REQUEST, message };
    }
    this.#unregistered.add(id);
    this.durable.changed();
    return undefined;
  }

  #take({ voters, directories, unregistered, leaderEpoch, sinceMs }: QuorumState): void {
    this.#sinceMs = sinceMs;
    this.#leaderEpoch = Math.max(this.#leaderEpoch, leaderEpoch);
    replace(this.#voters, voters);
    replace(this.#unregistered, unregistered);
    this.#directories.clear();
    for (const [id, directory] of directories) this.#directories.set(id, directory);
    this.#elect();
  }

  /** Without kraft.version 1 the voters are those of the configuration. */
  #staticProblem(what: string): Refusal | undefined {
    const level = this.#cluster.features.level('kraft.version');
    if (level > 0) return undefined;
    const message = `Cluster doesn't support ${what} voter because the kraft.version feature is ${String(level)}`;
    return { errorCode: ErrorCode.UNSUPPORTED_VERSION, message };
  }

  /** The leader stays while it is up and votes. */
  #elect(): void {
    const able = this.#cluster.nodes.liveIds.filter((id) => this.#voters.has(id));
    if (able.includes(this.#leaderId)) return;
    this.#leaderId = able[0] ?? -1;
    if (this.#leaderId !== -1) this.#leaderEpoch++;
  }

  #replicas(isOne: (id: number) => boolean): QuorumReplica[] {
    const now = this.#cluster.clock.now();
    const isDynamic = this.#cluster.features.level('kraft.version') > 0;
    return this.#cluster.nodes.ids.filter(isOne).map((id) => {
      const lastSeenMs = this.#downSinceMs.get(id) ?? now;
      return {
        id,
        directoryId: isDynamic ? this.#directoryOf(id) : ZERO_UUID,
        logEndOffset: this.#endAt(lastSeenMs),
        lastFetchMs: lastSeenMs,
        lastCaughtUpMs: lastSeenMs,
      };
    });
  }

  #endAt(nowMs: number): number {
    return 1 + Math.max(Math.floor((nowMs - this.#sinceMs) / IDLE_RECORD_MS), 0);
  }

  #directoryOf(id: number): string {
    if (!this.#cluster.nodes.ids.includes(id)) return ZERO_UUID;
    const present = this.#directories.get(id);
    if (present !== undefined) return present;
    const made = this.#cluster.newUuid();
    this.#directories.set(id, made);
    this.durable.changed();
    return made;
  }

  #keys(): string {
    return `[${[...this.#voters].map((id) => keyOf(id, this.#directoryOf(id))).join(', ')}]`;
  }
}

function replace(ids: Set<number>, by: readonly number[]): void {
  ids.clear();
  for (const id of by) ids.add(id);
}

function keyOf(id: number, directoryId: string): string {
  return `ReplicaKey(id=${String(id)}, directoryId=${directoryId})`;
}
