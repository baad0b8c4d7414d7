import {
  DescribeQuorum,
  ErrorCode,
  type DescribeQuorumRequest,
  type DescribeQuorumResponse,
  type MessageInit,
} from '@k/wire';
import type { QuorumReplica } from '../state/quorum.ts';
import { METADATA_TOPIC } from '../state/topic.ts';
import { CONTROLLER_LISTENER } from './quorum-request.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type Response = MessageInit<DescribeQuorumResponse>;

const UNKNOWN = 'This server does not host this topic-partition.';

/**
 * DescribeQuorum (55), v0-v2. Who leads the controllers, who votes, and how far each has come (KIP-595). Every node is both,
 * broker and controller; where a voter listens is told as `CONTROLLER` at the address of its first listener.
 *
 * v1: when each fetched last (KIP-836). v2: directories, addresses, messages (KIP-853).
 */
export const describeQuorum: ApiHandler<DescribeQuorumRequest, DescribeQuorumResponse> = {
  api: DescribeQuorum,
  minVersion: 0,
  maxVersion: 2,
  handle({ topics }, context) {
    const { cluster, version } = context;
    const [topic, ...more] = topics;
    const [partition, ...others] = topic?.partitions ?? [];
    const isOne = more.length === 0 && others.length === 0;
    if (!isOne || topic?.topicName !== METADATA_TOPIC || partition?.partitionIndex !== 0)
      return unknown(topics, version);
    const { quorum } = cluster;
    const told = (replica: QuorumReplica) => replicaTold(replica, version);
    const state = {
      partitionIndex: 0,
      errorCode: ErrorCode.NONE,
      leaderId: quorum.leaderId,
      leaderEpoch: quorum.leaderEpoch,
      highWatermark: quorum.highWatermark,
      currentVoters: quorum.voters.map(told),
      observers: quorum.observers.map(told),
    };
    return {
      topics: [{ topicName: METADATA_TOPIC, partitions: [state] }],
      ...(version >= 2 ? { nodes: nodesTold(context) } : {}),
    };
  },
};

function unknown(topics: DescribeQuorumRequest['topics'], version: number): Response {
  return {
    topics: topics.map(({ topicName, partitions }) => ({
      topicName,
      partitions: partitions.map(({ partitionIndex }) => ({
        partitionIndex,
        errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
        ...(version >= 2 ? { errorMessage: UNKNOWN } : {}),
      })),
    })),
  };
}

function replicaTold({ id, directoryId, logEndOffset, lastFetchMs, lastCaughtUpMs }: QuorumReplica, version: number) {
  return {
    replicaId: id,
    logEndOffset,
    lastFetchTimestamp: lastFetchMs,
    lastCaughtUpTimestamp: lastCaughtUpMs,
    ...(version >= 2 ? { replicaDirectoryId: directoryId } : {}),
  };
}

function nodesTold({ cluster }: RequestContext): NonNullable<Response['nodes']> {
  const { nodes, quorum, settings } = cluster;
  const name = settings.listeners[0]?.name ?? '';
  const endpoints = [...nodes.endpoints(name), ...nodes.fencedEndpoints(name)];
  const voters = new Set(quorum.voters.map(({ id }) => id));
  return endpoints
    .filter(({ id }) => voters.has(id))
    .sort((a, b) => a.id - b.id)
    .map(({ id, host, port }) => ({ nodeId: id, listeners: [{ name: CONTROLLER_LISTENER, host, port }] }));
}
