import type { FetchResponse } from '@k/wire';
import type { TopicPartition } from '@k/cluster';
import type { Clock } from '@k/runtime';
import type { ConsumerEvents } from './events.ts';
import { lagOf } from './lag.ts';
import type { AssignedPartition } from './position/assigned-partition.ts';

/** What was read of a topic or a partition. In brackets, Java's names (consumer-fetch-manager-metrics). */
export interface ConsumptionMetrics {
  /** Records handed out; those that come again count again (records-consumed-total). */
  readonly recordsConsumed: number;
  /** Bytes of the fetched data that was read to its end, compressed and with the heads of its batches (bytes-consumed-total). */
  readonly bytesConsumed: number;
}

/** What a consumer has read of one topic since it was first assigned a partition of it. */
export interface ConsumerTopicMetrics extends ConsumptionMetrics {
  readonly topic: string;
}

/** What a consumer has read of a partition since it was assigned. */
export interface ConsumerPartitionMetrics extends ConsumptionMetrics, TopicPartition {
  /** Records between the position and the end of what may be read; undefined while it is not known (records-lag). */
  readonly lag: number | undefined;
  /** Bytes that are fetched and not read yet. */
  readonly bufferedBytes: number;
}

/** The Fetch requests to one broker, or to all. In brackets, Java's names (consumer-fetch-manager-metrics). */
export interface FetchMetrics {
  /** Sent (fetch-total). */
  readonly fetches: number;
  readonly fetchesInFlight: number;
  /** That no answer came for, in time or at all. */
  readonly fetchesFailed: number;
  /** Bytes of the records that answers brought, of use or not. */
  readonly bytesFetched: number;
  /** `bytesFetched` over the fetches that were answered (fetch-size-avg). */
  readonly bytesPerFetch: number;
  /**
   * Mean time from sending to the answer in milliseconds; a broker that has nothing new holds its answer back for
   * `fetchMaxWaitMs` (fetch-latency-avg).
   */
  readonly fetchLatencyAvgMs: number;
  /** The longest (fetch-latency-max). */
  readonly fetchLatencyMaxMs: number;
}

/** Those to one broker, as long as the cluster tells of it. */
export interface ConsumerBrokerMetrics extends FetchMetrics {
  readonly brokerId: number;
}

/** What a consumer has done and is doing; counters are since it was made. In brackets, Java's names. */
export interface ConsumerMetrics extends ConsumptionMetrics, FetchMetrics {
  /** Bytes of `bufferMemory` in use: fetched, and not done with yet. */
  readonly bufferedBytes: number;
  /** Bytes of `bufferMemory` set aside for fetches under way: the most that they may bring. */
  readonly reservedBytes: number;
  readonly bufferMemory: number;
  /** The largest lag of an assigned partition, of those that are known (records-lag-max). */
  readonly recordsLagMax: number | undefined;
  /** (assigned-partitions) */
  readonly assignedPartitions: number;
  /** How often partitions were given to this member (rebalance-total, which counts what fails, too). */
  readonly rebalances: number;
  readonly partitionsRevoked: number;
  readonly partitionsLost: number;
  /** Answered by the group's coordinator (heartbeat-total, which counts those that are sent). */
  readonly heartbeats: number;
  /** Milliseconds since the last of them; undefined before the first (last-heartbeat-seconds-ago). */
  readonly lastHeartbeatMsAgo: number | undefined;
  /** Commits that stored something (commit-total, which counts requests). */
  readonly commits: number;
  /** Commits that were refused or given up, of all their partitions or of some. */
  readonly commitsFailed: number;
  /** Mean time of a commit in milliseconds, repetitions included (commit-latency-avg). */
  readonly commitLatencyAvgMs: number;
  /** The longest (commit-latency-max). */
  readonly commitLatencyMaxMs: number;
  /** For so many milliseconds in all, the application waited for records (poll-idle-ratio-avg is its share of the time). */
  readonly waitingMs: number;
  /** Each topic of which a partition is or was assigned. */
  readonly topics: readonly ConsumerTopicMetrics[];
  /** Each partition that is assigned. */
  readonly partitions: readonly ConsumerPartitionMetrics[];
  readonly brokers: readonly ConsumerBrokerMetrics[];
}

/** How long things took. */
class Durations {
  count = 0;
  #sumMs = 0;
  maxMs = 0;

  add(ms: number): void {
    this.count++;
    this.#sumMs += ms;
    if (ms > this.maxMs) this.maxMs = ms;
  }

  get avgMs(): number {
    return this.count === 0 ? 0 : this.#sumMs / this.count;
  }
}

/** The fetches from one broker, or from all. */
class FetchCounters {
  inFlight = 0;
  failed = 0;
  bytes = 0;
  readonly latency = new Durations();

  read(): FetchMetrics {
    const { inFlight, failed, bytes, latency } = this;
    return {
      fetches: inFlight + failed + latency.count,
      fetchesInFlight: inFlight,
      fetchesFailed: failed,
      bytesFetched: bytes,
      bytesPerFetch: latency.count === 0 ? 0 : bytes / latency.count,
      fetchLatencyAvgMs: latency.avgMs,
      fetchLatencyMaxMs: latency.maxMs,
    };
  }
}

/** What there is to be read beside what is counted here. */
export interface ConsumerFigures {
  readonly partitions: Iterable<AssignedPartition<unknown, unknown>>;
  readonly bufferedBytes: number;
  readonly reservedBytes: number;
  readonly bufferMemory: number;
  readonly waitingMs: number;
  readonly heartbeats: { readonly count: number; readonly answeredAt: number } | undefined;
  /** Ids of the brokers that the cluster tells of. */
  readonly brokers: readonly { readonly nodeId: number }[];
}

/** Counts for each fetch, each commit and each event of the consumer, and nothing for each record. */
export class ConsumerCounters {
  readonly #clock: Clock;
  readonly #fetches = new FetchCounters();
  readonly #brokers = new Map<number, FetchCounters>();
  readonly #commits = new Durations();
  /** Of partitions that are assigned no more. */
  readonly #former = new Map<string, { records: number; bytes: number }>();
  #commitsStored = 0;
  #commitsFailed = 0;
  #rebalances = 0;
  #revoked = 0;
  #lost = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A fetch from the broker, which is counted when it is over. */
  async fetch(brokerId: number, request: Promise<FetchResponse>): Promise<FetchResponse> {
    let broker = this.#brokers.get(brokerId);
    if (broker === undefined) this.#brokers.set(brokerId, (broker = new FetchCounters()));
    const both = [broker, this.#fetches];
    const since = this.#clock.monotonic();
    for (const counters of both) counters.inFlight++;
    try {
      const response = await request;
      const bytes = bytesOf(response);
      const ms = this.#clock.monotonic() - since;
      for (const counters of both) {
        counters.bytes += bytes;
        counters.latency.add(ms);
      }
      return response;
    } catch (error) {
      for (const counters of both) counters.failed++;
      throw error;
    } finally {
      for (const counters of both) counters.inFlight--;
    }
  }

  /** A commit, which is counted when it is over. */
  async commit(request: Promise<unknown>): Promise<void> {
    const since = this.#clock.monotonic();
    try {
      await request;
    } finally {
      this.#commits.add(this.#clock.monotonic() - since);
    }
  }

  /** The partition is assigned no more. */
  gone({ topic, cursor }: AssignedPartition<unknown, unknown>): void {
    const former = this.#former.get(topic) ?? { records: 0, bytes: 0 };
    former.records += cursor.recordsRead;
    former.bytes += cursor.bytesRead;
    this.#former.set(topic, former);
  }

  readonly told = <E extends keyof ConsumerEvents>(event: E, ...[first]: ConsumerEvents[E]): void => {
    const { length } = Array.isArray(first) ? first : [];
    switch (event) {
      case 'assigned':
        this.#rebalances++;
        return;
      case 'revoked':
        this.#revoked += length;
        return;
      case 'lost':
        this.#lost += length;
        return;
      case 'committed':
        this.#commitsStored++;
        return;
      case 'commitFailed':
        this.#commitsFailed++;
        return;
      default:
    }
  };

  read({
    bufferedBytes,
    reservedBytes,
    bufferMemory,
    waitingMs,
    heartbeats,
    ...figures
  }: ConsumerFigures): ConsumerMetrics {
    const partitions = Array.from(figures.partitions, metricsOf);
    const topics = this.#topics(partitions);
    const lags = partitions.flatMap(({ lag }) => lag ?? []);
    const sum = (of: (topic: ConsumerTopicMetrics) => number): number =>
      topics.reduce((total, each) => total + of(each), 0);
    return {
      recordsConsumed: sum(({ recordsConsumed }) => recordsConsumed),
      bytesConsumed: sum(({ bytesConsumed }) => bytesConsumed),
      ...this.#fetches.read(),
      bufferedBytes,
      reservedBytes,
      bufferMemory,
      recordsLagMax: lags.length === 0 ? undefined : Math.max(...lags),
      assignedPartitions: partitions.length,
      rebalances: this.#rebalances,
      partitionsRevoked: this.#revoked,
      partitionsLost: this.#lost,
      heartbeats: heartbeats?.count ?? 0,
      lastHeartbeatMsAgo:
        heartbeats === undefined || heartbeats.count === 0
          ? undefined
          : this.#clock.monotonic() - heartbeats.answeredAt,
      commits: this.#commitsStored,
      commitsFailed: this.#commitsFailed,
      commitLatencyAvgMs: this.#commits.avgMs,
      commitLatencyMaxMs: this.#commits.maxMs,
      waitingMs,
      topics,
      partitions,
      brokers: figures.brokers.flatMap(({ nodeId: brokerId }) => {
        const counters = this.#brokers.get(brokerId);
        return counters === undefined ? [] : { brokerId, ...counters.read() };
      }),
    };
  }

  #topics(partitions: readonly ConsumerPartitionMetrics[]): ConsumerTopicMetrics[] {
    const topics = new Map([...this.#former].map(([topic, former]) => [topic, { ...former }]));
    for (const { topic, recordsConsumed, bytesConsumed } of partitions) {
      const sum = topics.get(topic) ?? { records: 0, bytes: 0 };
      sum.records += recordsConsumed;
      sum.bytes += bytesConsumed;
      topics.set(topic, sum);
    }
    return Array.from(topics, ([topic, { records, bytes }]) => ({
      topic,
      recordsConsumed: records,
      bytesConsumed: bytes,
    }));
  }
}

function metricsOf(owned: AssignedPartition<unknown, unknown>): ConsumerPartitionMetrics {
  const { topic, partition, cursor } = owned;
  return {
    topic,
    partition,
    recordsConsumed: cursor.recordsRead,
    bytesConsumed: cursor.bytesRead,
    lag: lagOf(owned).lag,
    bufferedBytes: cursor.queuedBytes,
  };
}

function bytesOf({ responses }: FetchResponse): number {
  let bytes = 0;
  for (const { partitions } of responses) for (const { records } of partitions) bytes += records?.length ?? 0;
  return bytes;
}
