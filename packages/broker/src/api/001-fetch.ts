import { ErrorCode, Fetch, type FetchRequest, type FetchResponse, type MessageInit } from '@k/wire';
import { endOffset } from '@k/codec';
import type { TimerHandle } from '@k/runtime';
import { convertFetched, formatOfFetch } from '../log/old-formats.ts';
import type { Partition } from '../state/partition.ts';
import { answerPartitions, askedPartitions, type AskedTopic } from './asked-partitions.ts';
import { READ_COMMITTED, readableEnd } from './isolation-level.ts';
import { currentLeader, leaderEndpoints, leaderProblem, locatePartition } from './locate-partition.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type ResponseInit = MessageInit<FetchResponse>;
type TopicResponse = NonNullable<ResponseInit['responses']>[number];
type PartitionResponse = NonNullable<TopicResponse['partitions']>[number];

type TopicRequest = FetchRequest['topics'][number];
type PartitionRequest = TopicRequest['partitions'][number];

const FIRST_VERSION_OF_TOPIC_IDS = 13;
/** Session epochs of KIP-227: -1 wants no session (or ends one), 0 wants a new one. */
const FINAL_EPOCH = -1;
const INITIAL_EPOCH = 0;

/**
 * Fetch (1), v0-v18. Hands out views of the log: no record is copied or looked at, but for v0-v3.
 *
 * v0-v1: converted to messages of magic 0, v2-v3 to magic 1, so the answer may be larger than was asked for; a zstd
 * batch at the beginning gets UNSUPPORTED_COMPRESSION_TYPE. v3: a limit for the whole answer. v4: isolation level, whole batches of magic 2. v5: log start offset. v7: sessions (KIP-227). v9: leader epoch
 * (KIP-320). v11: rack. v12: flexible; leader hint. v13: topic ids (KIP-516). v16: leader addresses (KIP-951).
 * v18: same to us.
 * Waits as Kafka does: until `minBytes` are there, an error turns up, or `maxWaitMs` have passed. At least one batch
 * comes however large it is (KIP-74). One answer holds bytes of one log segment per partition. Of a partition that is
 * named twice, the last entry is answered, as on Kafka.
 * Not implemented: fetch sessions (every answer has session id 0, which tells the
 * client to send full requests; an unknown session id gets FETCH_SESSION_ID_NOT_FOUND), followers, preferred read
 * replicas (KIP-392), diverging epochs (no log here is ever cut at its end).
 */
export const fetch: ApiHandler<FetchRequest, FetchResponse> = {
  api: Fetch,
  minVersion: 0,
  maxVersion: 18,
  handle(request, context) {
    const { sessionId, sessionEpoch } = request;
    if (sessionId !== 0 && sessionEpoch !== FINAL_EPOCH && sessionEpoch !== INITIAL_EPOCH) {
      return { errorCode: ErrorCode.FETCH_SESSION_ID_NOT_FOUND };
    }
    const fetching = new FetchAttempt(request, context);
    if (request.maxWaitMs <= 0 || fetching.isSatisfied) return fetching.respond();
    return park(fetching, request.maxWaitMs, context);
  },
};

/** Waits for appends, a change of leader, the time limit, or the client's leaving. */
function park(fetching: FetchAttempt, maxWaitMs: number, context: RequestContext): Promise<ResponseInit> {
  const { clock } = context.cluster;
  return new Promise((resolve) => {
    const undo: (() => void)[] = [];
    const finish = (): void => {
      for (const fn of undo.splice(0)) fn();
      resolve(fetching.respond());
    };
    const timer: TimerHandle = clock.setTimeout(finish, maxWaitMs);
    undo.push(() => {
      clock.clearTimeout(timer);
    }, context.connection.onceClosed(finish));
    for (const partition of fetching.partitions) {
      undo.push(
        partition.onChange(() => {
          if (undo.length === 0) return;
          fetching.look(partition);
          if (fetching.isSatisfied) finish();
        }),
      );
    }
  });
}

/** A partition that is waited for: where it is asked for, and what it had to give when it was last looked at. */
interface Watched {
  readonly topic: TopicRequest;
  readonly entry: PartitionRequest;
  bytes: number;
}

/** One fetch request. A partition is looked at anew when something happened to it, and only that one. */
class FetchAttempt {
  readonly #request: FetchRequest;
  readonly #context: RequestContext;
  readonly #asked: readonly AskedTopic<TopicRequest, PartitionRequest>[];
  readonly #watched = new Map<Partition, Watched>();
  #bytes = 0;
  /** Some partition cannot be served: the client has to know at once. */
  #hasProblem = false;

  constructor(request: FetchRequest, context: RequestContext) {
    this.#request = request;
    this.#context = context;
    this.#asked = askedPartitions<TopicRequest, PartitionRequest>(request.topics, {
      topicOf: ({ topic, topicId }) => (context.version >= FIRST_VERSION_OF_TOPIC_IDS ? topicId : topic),
      entriesOf: ({ partitions }) => partitions,
      indexOf: ({ partition }) => partition,
    });
    for (const { topic, entries } of this.#asked) {
      for (const entry of entries.values()) {
        const located = this.#locate(topic, entry.partition);
        if (typeof located === 'number') {
          this.#hasProblem = true;
        } else {
          this.#watched.set(located, { topic, entry, bytes: 0 });
          this.look(located);
        }
      }
    }
  }

  /** The partitions to wait for. */
  get partitions(): Iterable<Partition> {
    return this.#watched.keys();
  }

  /** Whether there is a reason to answer now: enough bytes, nothing to wait for, or an error. */
  get isSatisfied(): boolean {
    return this.#hasProblem || this.#watched.size === 0 || this.#bytes >= this.#request.minBytes;
  }

  /** Something happened to the partition. */
  look(partition: Partition): void {
    const watched = this.#watched.get(partition);
    if (watched === undefined) return;
    const { topic, entry } = watched;
    // It may have been deleted.
    if (
      typeof this.#locate(topic, entry.partition) === 'number' ||
      this.#problem(partition, entry) !== ErrorCode.NONE
    ) {
      this.#hasProblem = true;
      return;
    }
    const readable = partition.log.bytesFrom(Number(entry.fetchOffset), this.#end(partition));
    const bytes = Math.min(readable, entry.partitionMaxBytes);
    this.#bytes += bytes - watched.bytes;
    watched.bytes = bytes;
  }

  async respond(): Promise<ResponseInit> {
    const { cluster, version } = this.#context;
    let budget = Math.min(this.#request.maxBytes, cluster.settings.fetchMaxBytes);
    let empty = true;
    const hinted = new Set<number>();
    const answer = (entry: PartitionRequest, topic: TopicRequest): PartitionResponse => {
      const located = this.#locate(topic, entry.partition);
      if (typeof located === 'number') return refused(entry.partition, located);
      const problem = this.#problem(located, entry);
      if (problem !== ErrorCode.NONE) {
        const response = refused(entry.partition, problem);
        const stale = problem === ErrorCode.NOT_LEADER_OR_FOLLOWER || problem === ErrorCode.FENCED_LEADER_EPOCH;
        if (!stale || version < 12) return response;
        hinted.add(located.leaderId);
        return { ...response, currentLeader: currentLeader(located) };
      }
      const limit = Math.max(0, Math.min(budget, entry.partitionMaxBytes));
      const records = located.log.read(Number(entry.fetchOffset), limit, empty, this.#end(located));
      if (records.length > 0) empty = false;
      budget -= records.length;
      const magic = formatOfFetch(version);
      if (magic === 2) return this.#readable(located, entry, records);
      const converted = convertFetched(records, magic, Number(entry.fetchOffset));
      if (converted === null) return refused(entry.partition, ErrorCode.UNSUPPORTED_COMPRESSION_TYPE);
      return this.#readable(located, entry, converted);
    };
    const answers = await answerPartitions(this.#asked, (entry, { topic }) => answer(entry, topic), cluster.clock);
    const responses = answers.map(({ topic: { topic, topicId }, partitions }) => ({ topic, topicId, partitions }));
    if (hinted.size === 0 || version < 16) return { responses };
    return { responses, nodeEndpoints: leaderEndpoints(hinted, this.#context) };
  }

  /** Where this client's reading ends. */
  #end(partition: Partition): number {
    return readableEnd(partition, this.#request.isolationLevel);
  }

  #readable(partition: Partition, entry: PartitionRequest, records: Buffer): PartitionResponse {
    const { log, index, lastStableOffset, transactions } = partition;
    const from = Number(entry.fetchOffset);
    const aborted = (): { producerId: number; firstOffset: number }[] =>
      transactions
        .abortedIn(from, endOffset(records, from))
        .map(({ producerId, firstOffset }) => ({ producerId, firstOffset }));
    return {
      partitionIndex: index,
      errorCode: ErrorCode.NONE,
      highWatermark: log.endOffset,
      lastStableOffset,
      logStartOffset: log.startOffset,
      abortedTransactions: this.#request.isolationLevel === READ_COMMITTED ? aborted() : null,
      records,
    };
  }

  #locate(topic: TopicRequest, index: number): Partition | number {
    const { version } = this.#context;
    const byId = version >= FIRST_VERSION_OF_TOPIC_IDS;
    return locatePartition({ name: topic.topic, topicId: topic.topicId }, index, byId, this.#context);
  }

  #problem(partition: Partition, entry: PartitionRequest): number {
    const { replicaId, replicaState } = this.#request;
    // There are no followers here: whoever says so is not one of this cluster's.
    if (replicaId >= 0 || replicaState.replicaId >= 0) return ErrorCode.NOT_LEADER_OR_FOLLOWER;
    const problem = leaderProblem(partition, entry.currentLeaderEpoch, this.#context);
    if (problem !== ErrorCode.NONE) return problem;
    const { log } = partition;
    const outside = entry.fetchOffset < log.startOffset || entry.fetchOffset > log.endOffset;
    return outside ? ErrorCode.OFFSET_OUT_OF_RANGE : ErrorCode.NONE;
  }
}

function refused(partitionIndex: number, errorCode: number): PartitionResponse {
  return { partitionIndex, errorCode, highWatermark: -1, abortedTransactions: null, records: NO_RECORDS };
}

const NO_RECORDS = Buffer.alloc(0);
