import { ErrorCode, type FetchRequest } from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { RequestContext } from '../api/handler.ts';
import { READ_COMMITTED } from '../api/isolation-level.ts';
import { findPartition, leaderProblem, replicaProblem } from '../api/locate-partition.ts';
import { hasHardLimit } from '../log/old-formats.ts';
import type { EpochEnd } from '../log/leader-epochs.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import type { Partition, Replica } from '../state/partition.ts';
import { namesTopicsById } from './fetch-session.ts';
import type { FetchedPartition, PartitionRequest } from './fetched-partition.ts';
import { refusedRead, type PartitionRead } from './partition-read.ts';
import { preferredReadReplica } from './preferred-replica.ts';

/** The first Fetch that followers answer, too (KIP-392). */
const FIRST_VERSION_OF_FOLLOWERS = 11;

/** How much a partition may add to an answer. */
export interface ReadLimit {
  readonly bytes: number;
  /** The first batch comes even when it is larger (KIP-74). */
  readonly atLeastOne: boolean;
}

/** Reads partitions as one request wants them. */
export class PartitionReader {
  readonly #request: FetchRequest;
  readonly #context: RequestContext;
  /** By topic name, what was found when the request came: one that waits does not lose what it was allowed. */
  readonly #refusals = new Map<string, number>();

  constructor(request: FetchRequest, context: RequestContext) {
    this.#request = request;
    this.#context = context;
  }

  /** The partition that is asked for, or the error code for it. */
  locate(asked: FetchedPartition): Partition | number {
    const { cluster, version } = this.#context;
    const { topicId, index } = asked;
    const byId = namesTopicsById(version);
    const name = byId ? (cluster.topicById(topicId)?.name ?? asked.topicName) : asked.topic;
    const refusal = name === undefined ? ErrorCode.NONE : this.#refusalOf(name);
    if (refusal !== ErrorCode.NONE) return refusal;
    const located = findPartition({ name: asked.topic, topicId }, index, byId, this.#context);
    if (!byId) return located;
    if (typeof located !== 'number') {
      asked.topicName = located.topic.name;
      return located;
    }
    if (located !== ErrorCode.UNKNOWN_TOPIC_ID || asked.topicName === undefined) return located;
    // Kafka keeps the name that the id once had, and looks that up.
    const isThereAgain = cluster.partition(asked.topicName, index) !== undefined;
    return isThereAgain ? ErrorCode.INCONSISTENT_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  }

  #refusalOf(topic: string): number {
    const known = this.#refusals.get(topic);
    if (known !== undefined) return known;
    const { access } = this.#context;
    // A follower, or who says that it is one, has to be a broker.
    const isBroker = this.#isFollower && access.cluster(AclOperation.CLUSTER_ACTION) === ErrorCode.NONE;
    const asFollower = isBroker ? ErrorCode.NONE : ErrorCode.TOPIC_AUTHORIZATION_FAILED;
    const refusal = this.#isFollower ? asFollower : access.topic(AclOperation.READ, topic);
    this.#refusals.set(topic, refusal);
    return refusal;
  }

  read(partition: Partition, asked: FetchedPartition, limit: ReadLimit): PartitionRead {
    const { log } = partition;
    const preferred = this.#preferredReplica(partition, asked);
    const replica = preferred === undefined ? this.#replica(partition, asked) : this.#anyReplica(partition, asked);
    if (typeof replica === 'number') return refusedRead(replica, partition);
    const { highWatermark, lastStableOffset } = replica;
    const offsets = { highWatermark, lastStableOffset, logStartOffset: log.startOffset };
    if (preferred !== undefined) {
      return { ...refusedRead(ErrorCode.NONE, partition), ...offsets, preferredReadReplica: preferred };
    }
    const divergingEpoch = divergence(log, replica, asked.request);
    if (divergingEpoch !== undefined) return { ...refusedRead(ErrorCode.NONE, partition), ...offsets, divergingEpoch };
    const { partitionMaxBytes } = asked.request;
    const offset = Number(asked.request.fetchOffset);
    const end = this.#end(replica);
    // Where it is cut off later, there has to be something to cut.
    const atLeastOne = limit.atLeastOne || hasHardLimit(this.#context.version);
    return {
      errorCode: ErrorCode.NONE,
      partition,
      ...offsets,
      records: log.read(offset, Math.max(0, Math.min(limit.bytes, partitionMaxBytes)), atLeastOne, end),
      readableBytes: log.bytesFrom(offset, end),
    };
  }

  /** Bytes that there are of a partition which is waited for; undefined when the client has to be told of it at once. */
  look(partition: Partition, asked: FetchedPartition): number | undefined {
    const { log } = partition;
    const replica = this.#replica(partition, asked);
    if (typeof replica === 'number' || divergence(log, replica, asked.request) !== undefined) return undefined;
    const { fetchOffset, partitionMaxBytes } = asked.request;
    return Math.min(log.bytesFrom(Number(fetchOffset), this.#end(replica)), partitionMaxBytes);
  }

  /** Where this client's reading ends. */
  #end({ highWatermark, lastStableOffset }: Replica): number {
    return this.#request.isolationLevel === READ_COMMITTED ? lastStableOffset : highWatermark;
  }

  #preferredReplica(partition: Partition, { request }: FetchedPartition): number | undefined {
    const { rackId } = this.#request;
    if (this.#isFollower || this.#context.version < FIRST_VERSION_OF_FOLLOWERS) return undefined;
    return preferredReadReplica(partition, request.fetchOffset, rackId, this.#context);
  }

  /** This node's replica, if it has the offset and may serve it; or the error code. */
  #replica(partition: Partition, asked: FetchedPartition): Replica | number {
    const replica = this.#anyReplica(partition, asked);
    if (typeof replica === 'number') return replica;
    const { log } = partition;
    const { fetchOffset, lastFetchedEpoch } = asked.request;
    if (fetchOffset < log.startOffset) return ErrorCode.OFFSET_OUT_OF_RANGE;
    // Past the end of an epoch that the log knows, it diverges.
    const isOutside =
      lastFetchedEpoch < 0
        ? fetchOffset > replica.endOffset
        : log.endOfEpoch(lastFetchedEpoch, replica.endOffset) === undefined;
    return isOutside ? ErrorCode.OFFSET_OUT_OF_RANGE : replica;
  }

  #anyReplica(partition: Partition, { request }: FetchedPartition): Replica | number {
    // No follower of this cluster asks: whoever says that it is one is not.
    if (this.#isFollower) return ErrorCode.NOT_LEADER_OR_FOLLOWER;
    const epoch = Math.max(-1, request.currentLeaderEpoch);
    const { version, nodeId } = this.#context;
    const problem = (version < FIRST_VERSION_OF_FOLLOWERS ? leaderProblem : replicaProblem)(
      partition,
      epoch,
      this.#context,
    );
    return problem === ErrorCode.NONE ? (partition.replicaAt(nodeId) as Replica) : problem;
  }

  get #isFollower(): boolean {
    return this.#request.replicaId >= 0 || this.#request.replicaState.replicaId >= 0;
  }
}

/** Where the log parts from a client that has records of an epoch beyond its end, or of one that the log has not (KIP-595). */
function divergence(
  log: PartitionLog,
  { endOffset }: Replica,
  { fetchOffset, lastFetchedEpoch }: PartitionRequest,
): EpochEnd | undefined {
  const end = lastFetchedEpoch < 0 ? undefined : log.endOfEpoch(lastFetchedEpoch, endOffset);
  if (end === undefined) return undefined;
  return end.epoch < lastFetchedEpoch || end.endOffset < fetchOffset ? end : undefined;
}
