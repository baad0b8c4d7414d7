import { ErrorCode, Fetch, KafkaError, errorFor, asError } from '@k/wire';
import type { FetchResponse, FetchResponsePartitionData } from '@k/wire';
import { backoffMs } from '@k/runtime';
import { PartitionMap, isRetriable, noLeaderError } from '@k/cluster';
import type { Channel, Cluster, IsolationLevel, LeaderHint } from '@k/cluster';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { Assignment } from '../position/assignment.ts';
import type { Warnings } from '../warnings.ts';
import { ByteBudget } from './byte-budget.ts';
import type { ByteLease } from './byte-budget.ts';
import { UnreadableRecordError } from '../errors.ts';
import type { Intake } from './intake.ts';
import { planFetch } from './fetch-request.ts';
import type { FetchPlace } from './fetch-request.ts';
import { Pump } from '../pump.ts';

export interface FetcherSettings {
  readonly fetchMinBytes: number;
  readonly fetchMaxWaitMs: number;
  readonly fetchMaxBytes: number;
  readonly maxPartitionFetchBytes: number;
  readonly bufferMemory: number;
  readonly checkCrcs: boolean;
  readonly isolationLevel: IsolationLevel;
}

export interface FetcherInit<K, V> {
  readonly cluster: Cluster;
  readonly settings: FetcherSettings;
  readonly assignment: Assignment<K, V>;
  readonly warnings: Warnings;
  readonly intake: Intake<K, V>;
}

/**
 * Requests in flight per broker. Two, on a connection each: a broker answers a connection in order and holds a fetch of
 * quiet partitions back for `fetchMaxWaitMs`, and a busy partition whose queue has room must not wait for that. So
 * requests that will be held back never take the last slot while a partition of that broker is behind.
 */
const SLOTS = 2;
/** A request for less is not worth its round trip. */
const WORTHWHILE_BYTES = 65_536;

/** What is to be fetched from one broker: in one request, and (see {@link FetchCursor.isSuspect}) in one each. */
interface Wanted<K, V> {
  readonly together: AssignedPartition<K, V>[];
  readonly alone: AssignedPartition<K, V>[];
}

/** A partition as it was when the request left; an answer for another epoch of it is dropped. */
interface Asked<K, V> extends FetchPlace {
  readonly partition: AssignedPartition<K, V>;
  readonly epoch: number;
}

/** A Fetch request that has left and is not over. */
interface InFlightFetch<K, V> {
  readonly broker: number;
  readonly asked: PartitionMap<Asked<K, V>>;
  /** Bytes of the budget. */
  readonly reserved: number;
  readonly abort: AbortController;
}

/** Room for one request to a broker, on a connection of its own. */
interface FetchSlot<K, V> {
  readonly channel: Channel;
  inFlight: InFlightFetch<K, V> | null;
}

interface FetchedBroker<K, V> {
  readonly slots: readonly FetchSlot<K, V>[];
  /** Requests in a row that failed as a whole. */
  failures: number;
  /** It is left alone until then (monotonic ms). */
  retryAt: number;
}

/**
 * Keeps the partitions' queues filled. Every broker is asked by itself, never all at a time: what one does or does not
 * answer is nothing to the others. A partition is in one request at most, and in none while enough of it is queued.
 */
export class Fetcher<K, V> {
  readonly budget: ByteBudget;
  readonly #init: FetcherInit<K, V>;
  /** By slot: each has a connection to every broker. */
  readonly #channels: readonly Channel[];
  readonly #brokers = new Map<number, FetchedBroker<K, V>>();
  readonly #pump: Pump;

  constructor(init: FetcherInit<K, V>) {
    this.#init = init;
    this.#channels = Array.from({ length: SLOTS }, () => init.cluster.openChannel('fetch'));
    this.#pump = new Pump(init.cluster.runtime.clock, (now) => this.#sendAll(now));
    this.budget = new ByteBudget(init.settings.bufferMemory, () => {
      this.wake();
    });
  }

  /** Something changed: a queue has room, a position is known, metadata is new. Sends what can be sent, soon. */
  wake(): void {
    this.#pump.wake();
  }

  async close(): Promise<void> {
    this.#pump.close();
    for (const { slots } of this.#brokers.values()) for (const { inFlight } of slots) inFlight?.abort.abort();
    await Promise.all(this.#channels.map((channel) => channel.close()));
  }

  /** Sends a request to every broker that has both an idle slot and partitions to fetch; returns when to look again. */
  #sendAll(now: number): number {
    let wakeAt = Infinity;
    const byBroker = new Map<number, Wanted<K, V>>();
    /** Brokers with a partition that has a full queue and more to come: it will want a slot soon. */
    const soon = new Set<number | undefined>();
    for (const partition of this.#init.assignment.values()) {
      const { cursor } = partition;
      const broker = this.#init.cluster.leaderOf(partition.topic, partition.partition);
      if (!this.#wants(partition)) {
        if (cursor.queuedBytes > 0 && !cursor.isInFlight && !partition.isPaused && cursor.isBehind) soon.add(broker);
        continue;
      }
      const until = Math.max(cursor.backoffUntil, broker === undefined ? 0 : (this.#brokers.get(broker)?.retryAt ?? 0));
      if (until > now) {
        wakeAt = Math.min(wakeAt, until);
      } else if (broker === undefined) {
        this.#backOff(partition, noLeaderError(this.#init.cluster, partition.topic, partition.partition));
        wakeAt = Math.min(wakeAt, cursor.backoffUntil);
      } else {
        let wanted = byBroker.get(broker);
        if (wanted === undefined) byBroker.set(broker, (wanted = { together: [], alone: [] }));
        (cursor.isSuspect ? wanted.alone : wanted.together).push(partition);
      }
    }
    for (const [broker, { together, alone }] of byBroker) {
      const idle = this.#broker(broker).slots.filter(({ inFlight }) => inFlight === null);
      const held = together.every(({ cursor }) => !cursor.isBehind);
      const leaveOne = held && (soon.has(broker) || alone.length > 0) && idle.length < SLOTS;
      const slot = together.length === 0 || leaveOne ? undefined : idle.shift();
      if (slot !== undefined) this.#send(broker, slot, together);
      for (const [i, slot] of idle.entries()) {
        const partition = alone[i];
        if (partition !== undefined) this.#send(broker, slot, [partition]);
      }
    }
    return wakeAt;
  }

  #wants(partition: AssignedPartition<K, V>): boolean {
    return (
      partition.position.state.name === 'fetching' &&
      !partition.isPaused &&
      !partition.cursor.isInFlight &&
      partition.error === null &&
      partition.cursor.queuedBytes < this.#init.settings.maxPartitionFetchBytes
    );
  }

  #broker(id: number): FetchedBroker<K, V> {
    let broker = this.#brokers.get(id);
    if (broker === undefined) {
      const slots = this.#channels.map((channel) => ({ channel, inFlight: null }));
      this.#brokers.set(id, (broker = { slots, failures: 0, retryAt: 0 }));
    }
    return broker;
  }

  /** How much one request may ask for now; 0 when the budget has no room worth a request. */
  #allowance(partitions: number): number {
    const { fetchMaxBytes, maxPartitionFetchBytes, bufferMemory } = this.#init.settings;
    // An answer has more in it than records, and must stay below the connection's limit.
    const frameShare = Math.floor(this.#init.cluster.settings.maxFrameBytes / 2);
    const wanted = Math.min(fetchMaxBytes, partitions * maxPartitionFetchBytes, frameShare);
    const { available } = this.budget;
    // Half of what is left, so that brokers asked later have their share.
    const share = Math.max(Math.floor(available / 2), Math.min(available, maxPartitionFetchBytes));
    const worthwhile = Math.min(WORTHWHILE_BYTES, wanted, Math.ceil(bufferMemory / 8));
    if (share >= worthwhile) return Math.min(wanted, share);
    return 0;
  }

  #send(broker: number, slot: FetchSlot<K, V>, wanted: readonly AssignedPartition<K, V>[]): void {
    let reserved = this.#allowance(wanted.length);
    if (reserved === 0 && this.#init.assignment.evictPaused()) reserved = this.#allowance(wanted.length);
    if (reserved === 0) return;
    const { cluster, settings } = this.#init;
    const request: InFlightFetch<K, V> = {
      broker,
      asked: new PartitionMap(),
      reserved,
      abort: new AbortController(),
    };
    for (const partition of wanted) {
      const { topic, partition: id, cursor } = partition;
      cursor.sent(request);
      request.asked.set(topic, id, {
        partition,
        epoch: cursor.epoch,
        fetchOffset: cursor.offset,
        currentLeaderEpoch: partition.currentLeaderEpoch,
        lastFetchedEpoch: cursor.leaderEpoch,
      });
    }
    slot.inFlight = request;
    this.budget.reserve(reserved);
    const maxWaitMs = wanted.some(({ cursor }) => cursor.isSuspect) ? 0 : settings.fetchMaxWaitMs;
    const plan = planFetch(cluster, request.asked, {
      maxWaitMs,
      minBytes: settings.fetchMinBytes,
      maxBytes: reserved,
      maxPartitionBytes: Math.min(settings.maxPartitionFetchBytes, reserved),
      isolationLevel: settings.isolationLevel,
    });
    slot.channel
      .request({ broker }, Fetch, plan.body, {
        timeoutMs: maxWaitMs + cluster.settings.requestTimeoutMs,
        maxVersion: plan.maxVersion,
        signal: request.abort.signal,
        partitions: wanted,
        heldMs: settings.fetchMaxWaitMs,
      })
      .then(
        (response) => {
          this.#answered(request, response, plan.topicOf);
        },
        (cause: unknown) => {
          this.#failed(request, cause);
        },
      )
      .finally(() => {
        this.wake();
      });
  }

  #complete(request: InFlightFetch<K, V>): void {
    for (const slot of this.#broker(request.broker).slots) if (slot.inFlight === request) slot.inFlight = null;
    for (const { partition } of request.asked.values()) partition.cursor.completed(request);
  }

  #failed(request: InFlightFetch<K, V>, cause: unknown): void {
    this.#complete(request);
    this.budget.settle(request.reserved, 0);
    if (this.#pump.isClosed) return;
    const error = asError(cause);
    if (isUnreadable(error)) {
      this.#answeredUnreadably(request, error);
      return;
    }
    const current = [...request.asked.values()].filter(({ partition, epoch }) => partition.cursor.epoch === epoch);
    const { cluster, warnings } = this.#init;
    const broker = this.#broker(request.broker);
    broker.retryAt = cluster.runtime.clock.monotonic() + this.#pauseMs(broker.failures++);
    if (isRetriable(error)) {
      for (const { partition } of current) partition.setTrouble(error);
      if (broker.failures === 1) warnings.add(error);
      this.#refresh(`fetching from broker ${String(request.broker)} failed: ${error.message}`);
      return;
    }
    // Not a matter of time (credentials, versions, a bug): the application is told, at each partition of that broker.
    for (const { partition } of current) this.#tell(partition, error);
  }

  /**
   * Neither time nor another broker helps against an answer that is over a limit or makes no sense. Whose part of it is to
   * blame shows when each is asked for by itself; that one's reader is told.
   */
  #answeredUnreadably({ asked }: InFlightFetch<K, V>, cause: Error): void {
    for (const [topic, id, { partition, epoch, fetchOffset: offset }] of asked) {
      partition.cursor.suspect();
      if (partition.cursor.epoch !== epoch) continue;
      partition.setTrouble(cause);
      if (asked.size === 1) this.#tell(partition, new UnreadableRecordError({ topic, partition: id, offset }, cause));
    }
  }

  #answered(
    request: InFlightFetch<K, V>,
    response: FetchResponse,
    topicOf: (answer: { readonly topic: string; readonly topicId: string }) => string | undefined,
  ): void {
    this.#complete(request);
    let bytes = 0;
    for (const { partitions } of response.responses)
      for (const { records } of partitions) bytes += records?.length ?? 0;
    const lease = this.budget.settle(request.reserved, bytes);
    // Held while the partitions are served, so that an answer that is of no use to any of them is freed at the end.
    lease.retain();
    const broker = this.#broker(request.broker);
    broker.failures = 0;
    broker.retryAt = 0;
    if (response.errorCode !== ErrorCode.NONE) {
      for (const { partition, epoch } of request.asked.values()) {
        if (partition.cursor.epoch === epoch) this.#partitionFailed(partition, response.errorCode, request.broker);
      }
    }
    const leaders: LeaderHint[] = [];
    for (const answer of response.responses) {
      const topic = topicOf(answer);
      if (topic === undefined) continue;
      for (const data of answer.partitions) {
        const { leaderId, leaderEpoch } = data.currentLeader;
        if (leaderId >= 0) leaders.push({ topic, partition: data.partitionIndex, leaderId, leaderEpoch });
        const asked = request.asked.get(topic, data.partitionIndex);
        if (asked === undefined || asked.partition.cursor.epoch !== asked.epoch) continue;
        this.#serve(asked.partition, data, asked.fetchOffset, request.broker, lease);
      }
    }
    if (leaders.length > 0) this.#init.cluster.learnLeaders(leaders, response.nodeEndpoints);
    lease.release();
  }

  #serve(
    partition: AssignedPartition<K, V>,
    data: FetchResponsePartitionData,
    fetchOffset: number,
    broker: number,
    lease: ByteLease,
  ): void {
    if (data.errorCode !== ErrorCode.NONE) {
      this.#partitionFailed(partition, data.errorCode, broker);
      return;
    }
    const highWatermark = Number(data.highWatermark);
    const { checkCrcs, isolationLevel } = this.#init.settings;
    const isCommitted = isolationLevel === 'read_committed';
    partition.setTrouble(null);
    if (data.divergingEpoch.epoch >= 0) {
      const { epoch: leaderEpoch, endOffset } = data.divergingEpoch;
      partition.compareWith({ leaderEpoch, endOffset: Number(endOffset) });
      return;
    }
    partition.cursor.answered(this.#init.cluster.runtime.clock.monotonic(), {
      highWatermark,
      readableEnd: isCommitted ? Number(data.lastStableOffset) : highWatermark,
    });
    const { records } = data;
    if (records === null || records.length === 0) return;
    const pieces = this.#init.intake.take({
      source: partition.source,
      records,
      fromOffset: fetchOffset,
      checkCrcs,
      abortedTransactions: isCommitted ? (data.abortedTransactions ?? []) : null,
      highWatermark,
      lease,
    });
    for (const piece of pieces) partition.enqueue(piece);
  }

  #partitionFailed(partition: AssignedPartition<K, V>, code: number, broker: number): void {
    const { topic, partition: id } = partition;
    const error = errorFor(code, { api: Fetch.name, topic, partition: id, broker });
    switch (code) {
      case ErrorCode.OFFSET_OUT_OF_RANGE:
        // What is queued lies before the offset that was refused: it is handed out first.
        if (partition.cursor.oldest === undefined) partition.outOfRange();
        else this.#backOff(partition, error);
        return;
      case ErrorCode.NOT_LEADER_OR_FOLLOWER:
        this.#init.cluster.leaderDenied(partition, broker);
        this.#backOff(partition, error);
        return;
      case ErrorCode.LEADER_NOT_AVAILABLE:
      case ErrorCode.FENCED_LEADER_EPOCH:
      case ErrorCode.UNKNOWN_LEADER_EPOCH:
      case ErrorCode.UNKNOWN_TOPIC_OR_PARTITION:
      case ErrorCode.UNKNOWN_TOPIC_ID:
      case ErrorCode.INCONSISTENT_TOPIC_ID:
      case ErrorCode.REPLICA_NOT_AVAILABLE:
      case ErrorCode.KAFKA_STORAGE_ERROR:
      case ErrorCode.OFFSET_NOT_AVAILABLE:
      // Brokers answer with it when something went wrong that passes by itself, such as a disk that is busy.
      case ErrorCode.UNKNOWN_SERVER_ERROR:
        this.#backOff(partition, error);
        return;
      default:
        if (error.retriable) this.#backOff(partition, error);
        else this.#tell(partition, error);
    }
  }

  /** The application gets the error at the partition's turn; after that, and a pause, it is tried again. */
  #tell(partition: AssignedPartition<K, V>, error: Error): void {
    this.#pause(partition);
    partition.tell(error);
  }

  #backOff(partition: AssignedPartition<K, V>, trouble: Error): void {
    partition.setTrouble(trouble);
    this.#pause(partition);
    this.#refresh(`${partition.topic}-${String(partition.partition)}: ${trouble.message}`);
  }

  #pause({ cursor }: AssignedPartition<K, V>): void {
    cursor.failed(this.#init.cluster.runtime.clock.monotonic() + this.#pauseMs(cursor.failures));
  }

  #pauseMs(attempt: number): number {
    const { retryBackoffMs: initialMs, retryBackoffMaxMs: maxMs } = this.#init.cluster.settings;
    return backoffMs(attempt, { initialMs, maxMs }, this.#init.cluster.runtime.random);
  }

  #refresh(reason: string): void {
    // Should it fail, the next attempt to fetch asks again.
    this.#init.cluster.refresh(reason).catch(() => undefined);
  }
}

/** The broker answered, and what it sent cannot be taken in: the frame is too large, or its content is not the message. */
function isUnreadable(error: Error): boolean {
  return [error, error.cause].some((each) => KafkaError.is(each) && each.name === 'WireError');
}
