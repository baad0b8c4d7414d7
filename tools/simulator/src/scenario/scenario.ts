import type { PlayedRelease } from '@k/broker';
import type { AdminSpec } from './admin-spec.ts';
import type { MemberSpec, ReaderSpec } from './member-spec.ts';
import type { ProducerSpec } from './producer-spec.ts';
import type { ProcessorSpec, TransactionalSpec } from './transaction-specs.ts';

/** What a run is made of: data, so that it can be shrunk, kept and run again. */
export interface Scenario {
  /** Chance within the run (latencies, what is sent next) follows from it. */
  readonly seed: number;
  readonly cluster: ClusterSpec;
  readonly topics: readonly TopicSpec[];
  readonly clients: readonly ClientSpec[];
  readonly faults: readonly Fault[];
  /** For how many ms there is new work. The last fault ends before. */
  readonly loadMs: number;
}

export interface ClusterSpec {
  readonly nodes: number;
  readonly asVersion: PlayedRelease;
  /** Level of the feature `transaction.version`, where the release has it. */
  readonly transactionVersion: 0 | 1 | 2;
  /** Whether there is an authorizer, which lets everybody do everything until a fault takes it away. */
  readonly authorizer: boolean;
  /** Of members of the consumer protocol. @default 45_000 */
  readonly consumerSessionMs?: number | undefined;
  /** @default followers have what leaders have */
  readonly replication?: ReplicationSpec | undefined;
  /** One way, between clients and nodes, in ms. */
  readonly latencyMs: readonly [number, number];
}

/** How nodes copy from each other, and when they are given up, in ms. */
export interface ReplicationSpec {
  /** Of each fetch of a follower; 0: it always has what leaders have. */
  readonly fetchDelayMs: number | readonly [low: number, high: number];
  /** Who is behind for so long is out of sync. */
  readonly lagTimeMaxMs: number;
  /** A node that is not heard of for so long is taken for dead. */
  readonly sessionMs: number;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly minInsyncReplicas: number;
  /** What may happen to it. */
  readonly fate: 'steady' | 'grows' | 'loses records' | 'is made again';
}

/** What runs in one process. Its name is the host's. */
export type ClientSpec = ProducerSpec | TransactionalSpec | ProcessorSpec | MemberSpec | ReaderSpec | AdminSpec;

/** One thing that goes wrong. `at` and `until` are virtual ms since the beginning; without `until` it is over at once. */
export interface Fault {
  readonly kind: string;
  readonly at: number;
  readonly until?: number;
  /** What its kind needs to know: see `src/faults`. */
  readonly what: object;
}
