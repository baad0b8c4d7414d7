import { ErrorCode, Fetch, KafkaError, errorFor, asError } from '@k/wire';
import type { FetchResponse, FetchResponsePartitionData } from '@k/wire';
import { backoffMs } from '@k/runtime';
import type { Channel, Cluster, LeaderHint } from '@k/cluster';
import { endOffset } from '@k/codec';
import { PartitionMap } from '@k/group';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import { ByteBudget } from './byte-budget.ts';
import type { ByteLease } from './byte-budget.ts';
import { UnreadableRecordError } from '../errors.ts';
import { FetchedData } from './fetched-data.ts';
import { planFetch } from './fetch-request.ts';
import { isRetriable, noLeader } from '../list-offsets.ts';
import type { IsolationLevel } from '../list-offsets.ts';
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
  readonly partitions: () => Iterable<AssignedPartition<K, V>>;
  /** The partition has something to hand out: data or an error. */
  readonly onReady: (partition: AssignedPartition<K, V>) => void;
  /** The fetch offset is not in the log. */
  readonly onOutOfRange: (partition: AssignedPartition<K, V>) => void;
  /** A broker's answers stay out, for the first time since it last answered. */
  readonly onTrouble: (error: Error) => void;
}

/**
 * Requests under way per broker. Two, on a connection each: a broker answers a connection in order and holds a fetch of
 * quiet partitions back for `fetchMaxWaitMs`, and a busy partition whose queue has room must not wait for that. So
 * requests that will be held back never take the last lane while a partition of that broker is behind.
 */
const LANES = 2;
/** A request for less is not worth its round trip. */
const WORTHWHILE_BYTES = 65_536;

/** What is to be fetched from one broker: in one request, and (see {@link AssignedPartition.suspect}) in one each. */
interface Wanted<K, V> {
  readonly together: AssignedPartition<K, V>[];
  readonly alone: AssignedPartition<K, V>[];
}

/** A partition as it was when the request left; an answer for another epoch of it is dropped. */
interface FlightTarget<K, V> {
  readonly partition: AssignedPartition<K, V>;
  readonly epoch: number;
  readonly fetchOffset: number;
}

interface Flight<K, V> {
  readonly broker: number;
  readonly lane: number;
  readonly targets: PartitionMap<FlightTarget<K, V>>;
  readonly reserved: number;
  readonly abort: AbortController;
}

/**
 * Keeps the partitions' queues filled. Every broker is asked by itself, never all at a time: what one does or does not
 * answer is nothing to the others. A partition is in one request at most, and in none while enough of it is queued.
 */
export class Fetcher<K, V> {
  readonly budget: ByteBudget;
  readonly #init: FetcherInit<K, V>;
  /** A connection to each broker, by lane. */
  readonly #channels: readonly Channel[];
  readonly #flights = new Set<Flight<K, V>>();
  /** Brokers that failed as a whole: how often in a row, and until when they are left alone. */
  readonly #failures = new Map<number, { count: number; until: number }>();
  readonly #pump: Pump;

  constructor(init: FetcherInit<K, V>) {
    this.#init = init;
    this.#channels = Array.from({ length: LANES }, () => init.cluster.openChannel('fetch'));
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
    for (const flight of this.#flights) flight.abort.abort();
    await Promise.all(this.#channels.map((channel) => channel.close()));
  }

  /** Sends a request to every broker that has both an idle lane and partitions to fetch; returns when to look again. */
  #sendAll(now: number): number {
    let wakeAt = Infinity;
    const byBroker = new Map<number, Wanted<K, V>>();
    /** Brokers with a partition that has a full queue and more to come: it will want a lane soon. */
    const soon = new Set<number | undefined>();
    for (const partition of this.#init.partitions()) {
      const broker = this.#init.cluster.leaderOf(partition.topic, partition.partition);
      if (!this.#wants(partition)) {
        if (partition.queuedBytes > 0 && partition.inFlight === null && !partition.paused && partition.isBehind)
          soon.add(broker);
        continue;
      }
      const until = Math.max(
        partition.backoffUntil,
        broker === undefined ? 0 : (this.#failures.get(broker)?.until ?? 0),
      );
      if (until > now) {
        wakeAt = Math.min(wakeAt, until);
      } else if (broker === undefined) {
        this.#backOff(partition, noLeader(this.#init.cluster, partition.topic, partition.partition));
        wakeAt = Math.min(wakeAt, partition.backoffUntil);
      } else {
        let wanted = byBroker.get(broker);
        if (wanted === undefined) byBroker.set(broker, (wanted = { together: [], alone: [] }));
        (partition.suspect ? wanted.alone : wanted.together).push(partition);
      }
    }
    for (const [broker, { together, alone }] of byBroker) {
      const idle = this.#idleLanes(broker);
      const held = together.every((partition) => !partition.isBehind);
      const leaveOne = held && (soon.has(broker) || alone.length > 0) && idle.length < LANES;
      const lane = together.length === 0 || leaveOne ? undefined : idle.shift();
      if (lane !== undefined) this.#send(broker, lane, together);
      for (const [i, lane] of idle.entries()) {
        const partition = alone[i];
        if (partition !== undefined) this.#send(broker, lane, [partition]);
      }
    }
    return wakeAt;
  }

  #wants(partition: AssignedPartition<K, V>): boolean {
    return (
      partition.state.name === 'fetching' &&
      !partition.paused &&
      partition.inFlight === null &&
      partition.error === null &&
      partition.queuedBytes < this.#init.settings.maxPartitionFetchBytes
    );
  }

  #idleLanes(broker: number): number[] {
    const idle = Array.from({ length: LANES }, (_, lane) => lane);
    for (const flight of this.#flights) {
      if (flight.broker === broker) idle.splice(idle.indexOf(flight.lane), 1);
    }
    return idle;
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

  #send(broker: number, lane: number, wanted: readonly AssignedPartition<K, V>[]): void {
    let reserved = this.#allowance(wanted.length);
    if (reserved === 0 && this.#evictPaused()) reserved = this.#allowance(wanted.length);
    if (reserved === 0) return;
    const { cluster, settings } = this.#init;
    const flight: Flight<K, V> = {
      broker,
      lane,
      targets: new PartitionMap(),
      reserved,
      abort: new AbortController(),
    };
    for (const partition of wanted) {
      partition.inFlight = flight;
      const { epoch, fetchOffset } = partition;
      flight.targets.set(partition.topic, partition.partition, { partition, epoch, fetchOffset });
    }
    this.#flights.add(flight);
    this.budget.reserve(reserved);
    const maxWaitMs = wanted.some(({ suspect }) => suspect) ? 0 : settings.fetchMaxWaitMs;
    const plan = planFetch(cluster, wanted, {
      maxWaitMs,
      minBytes: settings.fetchMinBytes,
      maxBytes: reserved,
      maxPartitionBytes: Math.min(settings.maxPartitionFetchBytes, reserved),
      isolationLevel: settings.isolationLevel,
    });
    (this.#channels[lane] as Channel)
      .request({ broker }, Fetch, plan.body, {
        timeoutMs: maxWaitMs + cluster.settings.requestTimeoutMs,
        maxVersion: plan.maxVersion,
        signal: flight.abort.signal,
        partitions: wanted,
        heldMs: settings.fetchMaxWaitMs,
      })
      .then(
        (response) => {
          this.#answered(flight, response, plan.topicOf);
        },
        (cause: unknown) => {
          this.#failed(flight, cause);
        },
      )
      .finally(() => {
        this.wake();
      });
  }

  /** Paused partitions keep their queue only while nobody else needs the room. */
  #evictPaused(): boolean {
    let evicted = false;
    for (const partition of this.#init.partitions()) {
      if (!partition.paused || partition.queue.length === 0) continue;
      partition.epoch++;
      partition.inFlight = null;
      partition.dropQueue();
      evicted = true;
    }
    return evicted;
  }

  #land(flight: Flight<K, V>): void {
    this.#flights.delete(flight);
    for (const { partition } of flight.targets.values()) {
      if (partition.inFlight === flight) partition.inFlight = null;
    }
  }

  #failed(flight: Flight<K, V>, cause: unknown): void {
    this.#land(flight);
    this.budget.settle(flight.reserved, 0);
    if (this.#pump.isClosed) return;
    const error = asError(cause);
    if (isUnreadable(error)) {
      this.#answeredUnreadably(flight, error);
      return;
    }
    const current = [...flight.targets.values()].filter(({ partition, epoch }) => partition.epoch === epoch);
    const { cluster, onTrouble } = this.#init;
    const count = (this.#failures.get(flight.broker)?.count ?? 0) + 1;
    this.#failures.set(flight.broker, { count, until: cluster.runtime.clock.monotonic() + this.#pauseMs(count - 1) });
    if (isRetriable(error)) {
      for (const { partition } of current) partition.trouble = error;
      if (count === 1) onTrouble(error);
      this.#refresh(`fetching from broker ${String(flight.broker)} failed: ${error.message}`);
      return;
    }
    // Not a matter of time (credentials, versions, a bug): the application is told, at each partition of that broker.
    for (const { partition } of current) this.#tell(partition, error);
  }

  /**
   * Neither time nor another broker helps against an answer that is over a limit or makes no sense. Whose part of it is to
   * blame shows when each is asked for by itself; that one's reader is told.
   */
  #answeredUnreadably({ targets }: Flight<K, V>, cause: Error): void {
    for (const [topic, id, { partition, epoch, fetchOffset: offset }] of targets) {
      partition.suspect = true;
      if (partition.epoch !== epoch) continue;
      partition.trouble = cause;
      if (targets.size === 1) this.#tell(partition, new UnreadableRecordError({ topic, partition: id, offset }, cause));
    }
  }

  #answered(
    flight: Flight<K, V>,
    response: FetchResponse,
    topicOf: (answer: { readonly topic: string; readonly topicId: string }) => string | undefined,
  ): void {
    this.#land(flight);
    let bytes = 0;
    for (const { partitions } of response.responses)
      for (const { records } of partitions) bytes += records?.length ?? 0;
    const lease = this.budget.settle(flight.reserved, bytes);
    // Held while the partitions are served, so that an answer that is of no use to any of them is freed at the end.
    lease.retain();
    this.#failures.delete(flight.broker);
    if (response.errorCode !== ErrorCode.NONE) {
      for (const { partition, epoch } of flight.targets.values()) {
        if (partition.epoch === epoch) this.#partitionFailed(partition, response.errorCode, flight.broker);
      }
    }
    const leaders: LeaderHint[] = [];
    for (const answer of response.responses) {
      const topic = topicOf(answer);
      if (topic === undefined) continue;
      for (const data of answer.partitions) {
        const { leaderId, leaderEpoch } = data.currentLeader;
        if (leaderId >= 0) leaders.push({ topic, partition: data.partitionIndex, leaderId, leaderEpoch });
        const target = flight.targets.get(topic, data.partitionIndex);
        if (target === undefined || target.partition.epoch !== target.epoch) continue;
        this.#serve(target.partition, data, target.fetchOffset, flight.broker, lease);
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
    partition.failures = 0;
    partition.trouble = null;
    partition.suspect = false;
    partition.answeredAt = this.#init.cluster.runtime.clock.monotonic();
    partition.highWatermark = Number(data.highWatermark);
    partition.logStartOffset = Number(data.logStartOffset);
    partition.readableEnd =
      this.#init.settings.isolationLevel === 'read_committed' ? Number(data.lastStableOffset) : partition.highWatermark;
    const { records } = data;
    if (records === null || records.length === 0) return;
    const { checkCrcs, isolationLevel } = this.#init.settings;
    const end = endOffset(records, fetchOffset);
    partition.enqueue(
      new FetchedData({
        source: partition.source,
        records,
        fromOffset: fetchOffset,
        endOffset: end,
        checkCrcs,
        abortedTransactions: isolationLevel === 'read_committed' ? (data.abortedTransactions ?? []) : null,
        highWatermark: partition.highWatermark,
        lease,
      }),
    );
    partition.fetchOffset = end;
    this.#init.onReady(partition);
  }

  #partitionFailed(partition: AssignedPartition<K, V>, code: number, broker: number): void {
    const { topic, partition: id } = partition;
    const error = errorFor(code, { api: Fetch.name, topic, partition: id, broker });
    switch (code) {
      case ErrorCode.OFFSET_OUT_OF_RANGE:
        // What is queued lies before the offset that was refused: it is handed out first.
        if (partition.queue.length === 0) this.#init.onOutOfRange(partition);
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
    partition.error = error;
    partition.backoffUntil = this.#init.cluster.runtime.clock.monotonic() + this.#pauseMs(partition.failures++);
    this.#init.onReady(partition);
  }

  #backOff(partition: AssignedPartition<K, V>, trouble: Error): void {
    partition.trouble = trouble;
    partition.backoffUntil = this.#init.cluster.runtime.clock.monotonic() + this.#pauseMs(partition.failures++);
    this.#refresh(`${partition.topic}-${String(partition.partition)}: ${trouble.message}`);
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
