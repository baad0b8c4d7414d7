import type { WaitOptions } from '@k/runtime';
import { DescribeQuorum, ErrorCode, errorFor } from '@k/wire';
import type { DescribeQuorumResponse } from '@k/wire';
import type { AdminCalls } from '../calls.ts';

/** How far a node has copied the metadata log. */
export interface QuorumReplicaState {
  readonly replicaId: number;
  /** Of its metadata directory; the zero uuid when unknown, and before Kafka 3.9. */
  readonly replicaDirectoryId: string;
  /** The offset after the last record that it has; -1 when unknown. */
  readonly logEndOffset: number;
  /** When it last fetched from the leader, milliseconds since 1970; undefined for the leader, and when unknown. */
  readonly lastFetchTimestamp: number | undefined;
  /** When it last had all that the leader had by then, milliseconds since 1970; undefined when unknown. */
  readonly lastCaughtUpTimestamp: number | undefined;
}

/** Where a controller listens. */
export interface RaftVoterEndpoint {
  /** Name of the listener: `CONTROLLER`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

export interface QuorumNode {
  readonly nodeId: number;
  readonly endpoints: readonly RaftVoterEndpoint[];
}

/** The controllers of a cluster without a ZooKeeper (KRaft). */
export interface QuorumInfo {
  /** Id of the controller that leads; -1 when unknown. */
  readonly leaderId: number;
  readonly leaderEpoch: number;
  /** The offset after the last record that is committed; -1 when unknown. */
  readonly highWatermark: number;
  readonly voters: readonly QuorumReplicaState[];
  /** Who copies the log without a vote: brokers, and controllers that are no voters. */
  readonly observers: readonly QuorumReplicaState[];
  /** Where the voters listen, by id; empty before Kafka 3.9. */
  readonly nodes: ReadonlyMap<number, QuorumNode>;
}

const CALL = 'describeMetadataQuorum()';
/** The one quorum that there is. */
const TOPIC = '__cluster_metadata';

export async function describeMetadataQuorum(calls: AdminCalls, options?: WaitOptions): Promise<QuorumInfo> {
  const deadline = calls.deadline(CALL, calls.waitOptions(CALL, options));
  const body = { topics: [{ topicName: TOPIC, partitions: [{ partitionIndex: 0 }] }] };
  return calls.one(deadline, 'any', DescribeQuorum, body, quorumOf);
}

type Partition = DescribeQuorumResponse['topics'][number]['partitions'][number];

function quorumOf({ errorCode, errorMessage, topics, nodes }: DescribeQuorumResponse): QuorumInfo {
  const api = DescribeQuorum.name;
  if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api, message: errorMessage });
  const partition = topics.find(({ topicName }) => topicName === TOPIC)?.partitions[0];
  if (partition === undefined) {
    throw errorFor(ErrorCode.UNKNOWN_SERVER_ERROR, { api, message: `the answer says nothing of ${TOPIC}` });
  }
  if (partition.errorCode !== ErrorCode.NONE) {
    throw errorFor(partition.errorCode, { api, message: partition.errorMessage });
  }
  return {
    leaderId: partition.leaderId,
    leaderEpoch: partition.leaderEpoch,
    highWatermark: Number(partition.highWatermark),
    voters: partition.currentVoters.map(stateOf),
    observers: partition.observers.map(stateOf),
    nodes: new Map(nodes.map(({ nodeId, listeners }) => [nodeId, { nodeId, endpoints: listeners.map(endpointOf) }])),
  };
}

function stateOf(state: Partition['currentVoters'][number]): QuorumReplicaState {
  const { replicaId, replicaDirectoryId, logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp } = state;
  return {
    replicaId,
    replicaDirectoryId,
    logEndOffset: Number(logEndOffset),
    lastFetchTimestamp: timeOf(lastFetchTimestamp),
    lastCaughtUpTimestamp: timeOf(lastCaughtUpTimestamp),
  };
}

function endpointOf({ name, host, port }: RaftVoterEndpoint): RaftVoterEndpoint {
  return { name, host, port };
}

function timeOf(timestamp: bigint): number | undefined {
  return timestamp < 0n ? undefined : Number(timestamp);
}
