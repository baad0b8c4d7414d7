import type { TopicPartition } from '@k/cluster';
import type { WaitOptions } from '@k/runtime';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import {
  alterPartitionReassignments,
  type AlterPartitionReassignmentsOptions,
  type NewPartitionReassignment,
} from './alter-partition-reassignments.ts';
import { alterReplicaLogDirs, type ReplicaLogDirAssignment } from './alter-replica-log-dirs.ts';
import { describeLogDirs } from './describe-log-dirs.ts';
import { describeReplicaLogDirs, type ReplicaLogDirInfo } from './describe-replica-log-dirs.ts';
import { electLeaders, type ElectionType, type LeaderElection } from './elect-leaders.ts';
import { listPartitionReassignments, type PartitionReassignment } from './list-partition-reassignments.ts';
import type { LogDirDescription } from './log-dirs.ts';
import type { TopicPartitionReplica } from './topic-partition-replica.ts';

/** Leaders, replicas and the directories that they are in. */
export interface ReplicaOperations {
  /**
   * Has the leaders of partitions elected anew. A partition that has the leader wanted is no failure: `elected` is false.
   *
   * There is no dry run: a partition whose `leader` is not the first of its `replicas` in `describeTopics` is one that
   * PREFERRED changes.
   * @param partitions - each once; null for all: then the result has those that changed
   * @throws PartialResultError with PREFERRED_LEADER_NOT_AVAILABLE, ELIGIBLE_LEADERS_NOT_AVAILABLE,
   *   UNKNOWN_TOPIC_OR_PARTITION, CLUSTER_AUTHORIZATION_FAILED …; ConfigError.
   *   [ElectLeaders](https://kafka.apache.org/protocol#The_Messages_ElectLeaders), KIP-183, KIP-460. Needs Kafka 2.2, UNCLEAN 2.4
   */
  electLeaders(
    electionType: ElectionType,
    partitions: readonly TopicPartition[] | null,
    options?: WaitOptions,
  ): Promise<ResourceMap<TopicPartition, LeaderElection>>;
  /**
   * Moves partitions to other brokers, or calls that off. The call does not wait for the data: see
   * `listPartitionReassignments`.
   *
   * The protocol has no dry run, and only the controller knows what it would refuse.
   * @param reassignments - each partition once
   * @throws PartialResultError with INVALID_REPLICA_ASSIGNMENT, INVALID_REPLICATION_FACTOR, NO_REASSIGNMENT_IN_PROGRESS,
   *   UNKNOWN_TOPIC_OR_PARTITION …; ConfigError.
   *   [AlterPartitionReassignments](https://kafka.apache.org/protocol#The_Messages_AlterPartitionReassignments), KIP-455.
   *   Needs Kafka 2.4
   */
  alterPartitionReassignments(
    reassignments: readonly NewPartitionReassignment[],
    options?: AlterPartitionReassignmentsOptions,
  ): Promise<ResourceMap<TopicPartition, undefined>>;
  /**
   * The partitions that are on their way to other brokers; the others are not in the result.
   * @param partitions - of which to tell. Left out or null: all
   * @throws ProtocolError CLUSTER_AUTHORIZATION_FAILED; ConfigError.
   *   [ListPartitionReassignments](https://kafka.apache.org/protocol#The_Messages_ListPartitionReassignments), KIP-455.
   *   Needs Kafka 2.4
   */
  listPartitionReassignments(
    partitions?: readonly TopicPartition[] | null,
    options?: WaitOptions,
  ): Promise<ResourceMap<TopicPartition, PartitionReassignment>>;
  /**
   * The directories in which brokers keep logs, by their paths, and what is in them.
   * @param brokers - ids, each once. One that is not up is waited for
   * @throws PartialResultError with CLUSTER_AUTHORIZATION_FAILED …; ConfigError.
   *   [DescribeLogDirs](https://kafka.apache.org/protocol#The_Messages_DescribeLogDirs), KIP-113. Needs Kafka 1.0
   */
  describeLogDirs(
    brokers: readonly number[],
    options?: WaitOptions,
  ): Promise<ResourceMap<number, ReadonlyMap<string, LogDirDescription>>>;
  /**
   * Moves replicas to another directory of their broker. The call does not wait for the data: see `describeReplicaLogDirs`. A
   * broker that has not got the replica keeps in mind where to put it, and says REPLICA_NOT_AVAILABLE.
   * @param replicaAssignment - each replica once
   * @throws PartialResultError with LOG_DIR_NOT_FOUND, KAFKA_STORAGE_ERROR, REPLICA_NOT_AVAILABLE,
   *   CLUSTER_AUTHORIZATION_FAILED …; ConfigError.
   *   [AlterReplicaLogDirs](https://kafka.apache.org/protocol#The_Messages_AlterReplicaLogDirs), KIP-113. Needs Kafka 1.1
   */
  alterReplicaLogDirs(
    replicaAssignment: readonly ReplicaLogDirAssignment[],
    options?: WaitOptions,
  ): Promise<ResourceMap<TopicPartitionReplica, undefined>>;
  /**
   * In which directory of its broker each replica is, and in which it is going to be.
   * @param replicas - each once
   * @throws as `describeLogDirs`
   */
  describeReplicaLogDirs(
    replicas: readonly TopicPartitionReplica[],
    options?: WaitOptions,
  ): Promise<ResourceMap<TopicPartitionReplica, ReplicaLogDirInfo>>;
}

export function replicaOperations(calls: AdminCalls): ReplicaOperations {
  return {
    electLeaders: (type, partitions, options) => electLeaders(calls, type, partitions, options),
    alterPartitionReassignments: (wanted, options) => alterPartitionReassignments(calls, wanted, options),
    listPartitionReassignments: (partitions, options) => listPartitionReassignments(calls, partitions, options),
    describeLogDirs: (brokers, options) => describeLogDirs(calls, brokers, options),
    alterReplicaLogDirs: (assignment, options) => alterReplicaLogDirs(calls, assignment, options),
    describeReplicaLogDirs: (replicas, options) => describeReplicaLogDirs(calls, replicas, options),
  };
}
