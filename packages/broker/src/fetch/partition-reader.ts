import { ErrorCode, type FetchRequest } from '@k/wire';
import type { RequestContext } from '../api/handler.ts';
import { readableEnd } from '../api/isolation-level.ts';
import { leaderProblem, locatePartition } from '../api/locate-partition.ts';
import type { EpochEnd } from '../log/leader-epochs.ts';
import type { Partition } from '../state/partition.ts';
import { namesTopicsById } from './fetch-session.ts';
import type { FetchedPartition, PartitionRequest } from './fetched-partition.ts';
import { refusedRead, type PartitionRead } from './partition-read.ts';

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

  constructor(request: FetchRequest, context: RequestContext) {
    this.#request = request;
    this.#context = context;
  }

  /** The partition that is asked for, or the error code for it. */
  locate(asked: FetchedPartition): Partition | number {
    const { cluster, version } = this.#context;
    const { topicId, index } = asked;
    const byId = namesTopicsById(version);
    const located = locatePartition({ name: asked.topic, topicId }, index, byId, this.#context);
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

  read(partition: Partition, asked: FetchedPartition, limit: ReadLimit): PartitionRead {
    const problem = this.#problem(partition, asked);
    if (problem !== ErrorCode.NONE) return refusedRead(problem, partition);
    const { log, lastStableOffset } = partition;
    const { partitionMaxBytes } = asked.request;
    const offset = Number(asked.request.fetchOffset);
    const end = this.#end(partition);
    const offsets = { highWatermark: log.endOffset, lastStableOffset, logStartOffset: log.startOffset };
    const divergingEpoch = divergence(partition, asked.request);
    if (divergingEpoch !== undefined) return { ...refusedRead(ErrorCode.NONE, partition), ...offsets, divergingEpoch };
    return {
      errorCode: ErrorCode.NONE,
      partition,
      ...offsets,
      records: log.read(offset, Math.max(0, Math.min(limit.bytes, partitionMaxBytes)), limit.atLeastOne, end),
      readableBytes: log.bytesFrom(offset, end),
    };
  }

  /** Bytes that there are of a partition which is waited for; undefined when the client has to be told of it at once. */
  look(partition: Partition, asked: FetchedPartition): number | undefined {
    if (this.#problem(partition, asked) !== ErrorCode.NONE) return undefined;
    if (divergence(partition, asked.request) !== undefined) return undefined;
    const { fetchOffset, partitionMaxBytes } = asked.request;
    return Math.min(partition.log.bytesFrom(Number(fetchOffset), this.#end(partition)), partitionMaxBytes);
  }

  /** Where this client's reading ends. */
  #end(partition: Partition): number {
    return readableEnd(partition, this.#request.isolationLevel);
  }

  #problem(partition: Partition, { request }: FetchedPartition): number {
    const { replicaId, replicaState } = this.#request;
    // There are no followers here: whoever says so is not one of this cluster's.
    if (replicaId >= 0 || replicaState.replicaId >= 0) return ErrorCode.NOT_LEADER_OR_FOLLOWER;
    const problem = leaderProblem(partition, Math.max(-1, request.currentLeaderEpoch), this.#context);
    if (problem !== ErrorCode.NONE) return problem;
    const { log } = partition;
    const { fetchOffset, lastFetchedEpoch } = request;
    if (fetchOffset < log.startOffset) return ErrorCode.OFFSET_OUT_OF_RANGE;
    // Past the end of an epoch that the log knows, it diverges.
    const isOutside =
      lastFetchedEpoch < 0 ? fetchOffset > log.endOffset : log.endOfEpoch(lastFetchedEpoch) === undefined;
    return isOutside ? ErrorCode.OFFSET_OUT_OF_RANGE : ErrorCode.NONE;
  }
}

/** Where the log parts from a client that has records of an epoch beyond its end, or of one that the log has not (KIP-595). */
function divergence({ log }: Partition, { fetchOffset, lastFetchedEpoch }: PartitionRequest): EpochEnd | undefined {
  const end = lastFetchedEpoch < 0 ? undefined : log.endOfEpoch(lastFetchedEpoch);
  if (end === undefined) return undefined;
  return end.epoch < lastFetchedEpoch || end.endOffset < fetchOffset ? end : undefined;
}
