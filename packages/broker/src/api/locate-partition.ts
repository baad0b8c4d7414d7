import { ErrorCode } from '@k/wire';
import type { Partition } from '../state/partition.ts';
import type { RequestContext } from './handler.ts';

/** How a request names a topic: by name or, from some version on, by id. */
interface NamedTopic {
  readonly name: string;
  readonly topicId: string;
}

/**
 * The partition a request names by topic name or, where `byId`, by topic id; or the error code for it.
 * @param operation what the client has to be allowed to do to the topic. Of a name that it is not, nobody learns whether it
 * is there; an id is no secret.
 */
export function locatePartition(
  topic: NamedTopic,
  index: number,
  byId: boolean,
  context: RequestContext,
  operation: number,
): Partition | number {
  const name = byId ? context.cluster.topicById(topic.topicId)?.name : topic.name;
  const refusal = name === undefined ? ErrorCode.NONE : context.access.topic(operation, name);
  return refusal === ErrorCode.NONE ? findPartition(topic, index, byId, context) : refusal;
}

/** The same for what was found to be allowed before. */
export function findPartition(
  topic: NamedTopic,
  index: number,
  byId: boolean,
  { cluster }: RequestContext,
): Partition | number {
  const found = byId ? cluster.topicById(topic.topicId) : cluster.topic(topic.name);
  if (found === undefined) return byId ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return found.partitions[index] ?? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
}

/**
 * What stands between this node and serving the partition as one of its replicas; NONE when nothing does. A request that names
 * the leader epoch it believes in is fenced when it is behind, and told to wait when it is ahead (KIP-320).
 *
 * @param requestEpoch -1 when the request does not say.
 */
export function replicaProblem(partition: Partition, requestEpoch: number, context: RequestContext): number {
  if (!partition.replicas.includes(context.nodeId)) return ErrorCode.NOT_LEADER_OR_FOLLOWER;
  if (requestEpoch === -1 || requestEpoch === partition.leaderEpoch) return ErrorCode.NONE;
  return requestEpoch < partition.leaderEpoch ? ErrorCode.FENCED_LEADER_EPOCH : ErrorCode.UNKNOWN_LEADER_EPOCH;
}

/** The same for serving it as its leader. */
export function leaderProblem(partition: Partition, requestEpoch: number, context: RequestContext): number {
  const problem = replicaProblem(partition, requestEpoch, context);
  if (problem !== ErrorCode.NONE) return problem;
  return partition.leaderId === context.nodeId ? ErrorCode.NONE : ErrorCode.NOT_LEADER_OR_FOLLOWER;
}

/** The leader hint of KIP-951. */
export function currentLeader(partition: Partition): { leaderId: number; leaderEpoch: number } {
  return { leaderId: partition.leaderId, leaderEpoch: partition.leaderEpoch };
}

/** Addresses of hinted leaders (KIP-951). */
export function leaderEndpoints(
  ids: ReadonlySet<number>,
  { cluster, listener }: RequestContext,
): { nodeId: number; host: string; port: number; rack: string | null }[] {
  const nodes = cluster.liveNodes(listener).filter(({ id }) => ids.has(id));
  return nodes.map(({ id, host, port, rack }) => ({ nodeId: id, host, port, rack }));
}
