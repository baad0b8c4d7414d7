import type { Clock } from '@k/runtime';
import type { TopicSettings } from '../config/topic-settings.ts';
import type { PartitionLog } from '../log/partition-log.ts';

/** What replication needs to know of a partition. */
export interface ReplicatedPartition {
  readonly topic: { readonly name: string };
  readonly index: number;
  readonly settings: TopicSettings;
  /** That of the leader, or of the last one. */
  readonly log: PartitionLog;
  readonly replicas: readonly number[];
  readonly leaderId: number;
  /** Something happened that waiting requests may wait for. */
  changed(): void;
}

/** What the replicas of a partition need to know of the cluster. */
export interface ReplicationTerms {
  readonly clock: Clock;
  /** Whether the controller believes that the node is up. */
  isLive(nodeId: number): boolean;
  /** Whether the follower can fetch from the leader now. */
  reaches(followerId: number, leaderId: number): boolean;
  /** Whether a leader can have the controller change the in-sync replicas. */
  reachesController(leaderId: number): boolean;
  /** How long the next fetch of a follower takes, in ms; 0: it has all at once. */
  fetchDelayMs(nodeId: number): number;
  /** Whether a follower's fetches take no time. */
  isInStep(nodeId: number): boolean;
  /** `replica.lag.time.max.ms` of the leader. */
  lagTimeMaxMs(leaderId: number): number;
  /** Whether there are eligible leader replicas (KIP-966). */
  readonly hasEligibleLeaders: boolean;
  /** How many in-sync replicas acks=all asks for. */
  minIsr(partition: ReplicatedPartition): number;
  /** How many in-sync replicas records need to be readable: since 3.7 as many as `min.insync.replicas` says (KAFKA-15583). */
  minIsrToRead(partition: ReplicatedPartition): number;
  /** Records that a leader had are in the log no more. */
  lost(partition: ReplicatedPartition, records: LostRecords): void;
}

/** Records of a partition that its leader had, and the next leader has not. */
export interface LostRecords {
  /** The offset of the first one. */
  readonly from: number;
  /** The offset behind the last one. */
  readonly to: number;
  /** What the leader had found to be in all replicas in sync: those before it were readable. */
  readonly highWatermark: number;
}
