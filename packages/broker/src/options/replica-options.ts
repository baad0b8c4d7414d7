import { z } from '@k/runtime';
import { fetchDelaySchema } from '../replication/arguments.ts';
import type { FetchDelay } from '../replication/replication.ts';
import { notNegative, positive } from './numbers.ts';

/** Replicas and who leads them. Names in [brackets] are Kafka's own. */
export interface BrokerReplicaOptions {
  /** [broker.rack] The rack of each node, by id. @default none */
  readonly racks?: string[] | undefined;
  /**
   * [replica.selector.class] 'rack-aware' sends consumers that name their rack to a follower in it (KIP-392).
   * @default none: they read from leaders
   */
  readonly replicaSelector?: 'rack-aware' | undefined;
  /** [default.replication.factor] Replicas of a partition. @default 3, or the number of nodes when that is less */
  readonly defaultReplicationFactor?: number | undefined;
  /**
   * How many ms a replica takes to copy its log when a reassignment brings it to a node, or when it goes to another directory.
   * @default 0
   */
  readonly replicaCopyMs?: number | undefined;
  /**
   * How many ms each fetch of a follower takes, or the least and the most. What the in-sync replicas have not copied is not
   * readable, and acks=all waits for it. With 0 followers always have what leaders have. @default 0
   */
  readonly replicaFetchDelayMs?: FetchDelay | undefined;
  /**
   * [auto.leader.rebalance.enable] Whether leadership goes back to preferred replicas by itself; without, a node that comes
   * back leads what nobody leads, and what ElectLeaders gives it.
   * @default false
   */
  readonly autoLeaderRebalance?: boolean | undefined;
  /** [leader.imbalance.check.interval.seconds] After how many ms that is looked after again. @default 300_000 */
  readonly leaderImbalanceCheckIntervalMs?: number | undefined;
}

/** The checks and defaults of {@link BrokerReplicaOptions}. */
export const replicaFields = {
  racks: z.array(z.string().min(1)).optional(),
  replicaSelector: z.literal('rack-aware').optional(),
  defaultReplicationFactor: positive.optional(),
  replicaCopyMs: notNegative.default(0),
  replicaFetchDelayMs: fetchDelaySchema.default(0),
  autoLeaderRebalance: z.boolean().default(false),
  leaderImbalanceCheckIntervalMs: positive.default(300_000),
};
