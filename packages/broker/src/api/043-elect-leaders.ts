import {
  ElectLeaders,
  ErrorCode,
  type ElectLeadersRequest,
  type ElectLeadersResponse,
  type MessageInit,
} from '@k/wire';
import type { ClusterState } from '../state/cluster-state.ts';
import { electLeader, type ElectionType } from '../state/elections.ts';
import type { Refusal } from '../state/placement.ts';
import { isForController, NOT_CONTROLLER } from './controller.ts';
import type { ApiHandler } from './handler.ts';

type Response = MessageInit<ElectLeadersResponse>;
type TopicResult = NonNullable<Response['replicaElectionResults']>[number];
type PartitionResult = NonNullable<TopicResult['partitionResult']>[number];

/**
 * ElectLeaders (43), v0-v2. Any node takes it, as in KRaft; as a version with ZooKeeper only the controller does.
 *
 * v0: the preferred replica (KIP-183). v1: any replica where nobody leads, too (KIP-460). v2: flexible.
 * Not implemented: the time limit (leaders are there at once).
 */
export const electLeaders: ApiHandler<ElectLeadersRequest, ElectLeadersResponse> = {
  api: ElectLeaders,
  minVersion: 0,
  maxVersion: 2,
  handle(request, context) {
    const { cluster, version } = context;
    const type = ELECTION_TYPES[request.electionType];
    const problem =
      (isForController(context) ? undefined : NOT_CONTROLLER) ??
      (type === undefined ? unknownType(request.electionType) : undefined);
    if (problem !== undefined) return refusedAll(request, problem, version);
    const elect = (name: string, index: number): PartitionResult => elected(name, index, type as ElectionType, cluster);
    const { topicPartitions } = request;
    if (topicPartitions !== null) {
      return {
        replicaElectionResults: topicPartitions.map(({ topic, partitions }) => ({
          topic,
          partitionResult: partitions.map((index) => elect(topic, index)),
        })),
      };
    }
    // Who asks for all is not told of those that have the right leader; their topics are named all the same.
    return {
      replicaElectionResults: cluster.topics.map(({ name, partitions }) => ({
        topic: name,
        partitionResult: partitions
          .map(({ index }) => elect(name, index))
          .filter(({ errorCode }) => errorCode !== ErrorCode.ELECTION_NOT_NEEDED),
      })),
    };
  },
};

const ELECTION_TYPES: Readonly<Record<number, ElectionType>> = { 0: 'preferred', 1: 'unclean' };

function unknownType(type: number): Refusal {
  return { errorCode: ErrorCode.INVALID_REQUEST, message: `Unknown election type ${String(type)}` };
}

function elected(name: string, partitionId: number, type: ElectionType, cluster: ClusterState): PartitionResult {
  const topic = cluster.topic(name);
  const partition = topic?.partitions[partitionId];
  if (partition !== undefined) return toldOf(partitionId, electLeader(cluster, partition, type));
  const what = topic === undefined ? `topic as ${name}` : `partition as ${name}-${String(partitionId)}`;
  return toldOf(partitionId, { errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, message: `No such ${what}` });
}

function toldOf(partitionId: number, refusal: Refusal | undefined): PartitionResult {
  return { partitionId, errorCode: refusal?.errorCode ?? ErrorCode.NONE, errorMessage: refusal?.message ?? null };
}

function refusedAll({ topicPartitions }: ElectLeadersRequest, refusal: Refusal, version: number): Response {
  return {
    ...(version >= 1 ? { errorCode: refusal.errorCode } : {}),
    replicaElectionResults: (topicPartitions ?? []).map(({ topic, partitions }) => ({
      topic,
      partitionResult: partitions.map((index) => toldOf(index, refusal)),
    })),
  };
}
