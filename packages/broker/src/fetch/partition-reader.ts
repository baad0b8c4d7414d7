import { ErrorCode, type FetchRequest } from '@k/wire';
import type { RequestContext } from '../api/handler.ts';
import { readableEnd } from '../api/isolation-level.ts';
import { leaderProblem, locatePartition } from '../api/locate-partition.ts';
import type { Partition } from '../state/partition.ts';
import { namesTopicsById } from './fetch-session.ts';
import type { FetchedPartition } from './fetched-partition.ts';
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
    return {
      errorCode: ErrorCode.NONE,
      partition,
      highWatermark: log.endOffset,
      lastStableOffset,
      logStartOffset: log.startOffset,
      records: log.read(offset, Math.max(0, Math.min(limit.bytes, partitionMaxBytes)), limit.atLeastOne, end),
      readableBytes: log.bytesFrom(offset, end),
    };
  }

  /** Bytes that there are of a partition which is waited for; undefined when the client has to be told of it at once. */
  look(partition: Partition, asked: FetchedPartition): number | undefined {
    if (this.#problem(partition, asked) !== ErrorCode.NONE) return undefined;
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
    const problem = leaderProblem(partition, request.currentLeaderEpoch, this.#context);
    if (problem !== ErrorCode.NONE) return problem;
    const { log } = partition;
    const outside = request.fetchOffset < log.startOffset || request.fetchOffset > log.endOffset;
    return outside ? ErrorCode.OFFSET_OUT_OF_RANGE : ErrorCode.NONE;
  }
}
