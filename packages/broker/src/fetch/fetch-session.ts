import { ZERO_UUID, type FetchRequest } from '@k/wire';
import type { Partition } from '../state/partition.ts';
import { FetchedPartition } from './fetched-partition.ts';

/** The first Fetch that names topics by id (KIP-516). */
const FIRST_VERSION_OF_TOPIC_IDS = 13;
const MAX_EPOCH = 0x7fffffff;

/** Whether a Fetch of this version names topics by id. */
export function namesTopicsById(version: number): boolean {
  return version >= FIRST_VERSION_OF_TOPIC_IDS;
}

/** The epoch of the request after that one. Kafka: FetchMetadata.nextEpoch. */
export function epochAfter(epoch: number): number {
  return epoch === MAX_EPOCH ? 1 : epoch + 1;
}

/**
 * The partitions that a client fetches, in the order in which they are served: those of one request, or of a session
 * (KIP-227), whose requests and answers only say what changed. Kafka: FetchSession.
 *
 * It knows which of them have news, so that a fetch costs what changed and not what there is: a partition without news has no
 * records for the client, no error, and no offsets that it was not told.
 */
export class FetchSession {
  /** 0 outside of the cache. */
  id = 0;
  /** What the next request has to say. */
  epoch = 1;
  lastUsedMs: number;
  readonly usesTopicIds: boolean;
  /** Of a follower. */
  readonly isPrivileged: boolean;
  readonly creationMs: number;
  readonly #partitions = new Map<string, FetchedPartition>();
  readonly #news = new Set<FetchedPartition>();
  readonly #located = new Map<FetchedPartition, Partition>();
  /** Requests that wait. */
  readonly #listeners = new Set<(partition: FetchedPartition) => void>();
  /** Who has it watch its partitions: the cache, and each request that is at work with it. */
  #holders = 0;
  #nextPlace = 0;
  #terms: (Pick<FetchRequest, 'isolationLevel' | 'rackId'> & { readonly accessVersion: number }) | undefined;

  constructor(init: { readonly version: number; readonly isPrivileged: boolean; readonly nowMs: number }) {
    this.usesTopicIds = namesTopicsById(init.version);
    this.isPrivileged = init.isPrivileged;
    this.creationMs = init.nowMs;
    this.lastUsedMs = init.nowMs;
  }

  get size(): number {
    return this.#partitions.size;
  }

  /**
   * Takes in what a request says. Of a partition that it names twice the last entry counts, in the place of the first.
   * @param accessVersion counts up when its client may be allowed something else
   */
  update({ topics, forgottenTopicsData, isolationLevel, rackId }: FetchRequest, accessVersion: number): void {
    for (const topic of topics) {
      for (const request of topic.partitions) {
        const key = keyOf(topic, request.partition);
        const known = this.#partitions.get(key);
        const partition = known ?? new FetchedPartition(topic, request, this.#nextPlace++);
        partition.request = request;
        if (known === undefined) this.#partitions.set(key, partition);
        this.#news.add(partition);
      }
    }
    for (const topic of forgottenTopicsData) {
      for (const index of topic.partitions) this.#forget(keyOf(topic, index));
    }
    const before = this.#terms;
    this.#terms = { isolationLevel, rackId, accessVersion };
    const isSame =
      before?.isolationLevel === isolationLevel && before.rackId === rackId && before.accessVersion === accessVersion;
    if (before !== undefined && !isSame) for (const partition of this.#partitions.values()) this.#news.add(partition);
  }

  /** What has news, in order; it has none any more, until something happens to it or it is put back. */
  takeNews(): FetchedPartition[] {
    const taken = [...this.#news].sort((a, b) => a.place - b.place);
    this.#news.clear();
    return taken;
  }

  /** The same, left as it is. */
  get news(): Iterable<FetchedPartition> {
    return this.#news;
  }

  /** It has news still. */
  putBack(partition: FetchedPartition): void {
    if (this.#partitions.get(keyOf(partition, partition.index)) === partition) this.#news.add(partition);
  }

  /** It had its turn: the others come first. */
  moveToEnd(partition: FetchedPartition): void {
    partition.place = this.#nextPlace++;
  }

  /** What it is in the cluster; what happens to that is news. */
  locate(partition: FetchedPartition, located: Partition): void {
    if (this.#located.get(partition) === located) return;
    this.#located.set(partition, located);
    if (this.#holders > 0) this.#watch(partition, located);
  }

  /** Has it watch its partitions, until everybody who holds it has released it. */
  hold(): void {
    if (this.#holders++ > 0) return;
    for (const [partition, located] of this.#located) this.#watch(partition, located);
  }

  release(): void {
    if (--this.#holders > 0) return;
    for (const partition of this.#partitions.values()) partition.unwatch();
  }

  /** Calls `fn` for every partition that something happens to while the session is held, until the returned function is called. */
  listen(fn: (partition: FetchedPartition) => void): () => void {
    this.#listeners.add(fn);
    return () => {
      this.#listeners.delete(fn);
    };
  }

  #watch(partition: FetchedPartition, located: Partition): void {
    partition.watch(located, () => {
      this.#news.add(partition);
      for (const fn of [...this.#listeners]) fn(partition);
    });
  }

  #forget(key: string): void {
    const partition = this.#partitions.get(key);
    if (partition === undefined) return;
    partition.unwatch();
    this.#partitions.delete(key);
    this.#located.delete(partition);
    this.#news.delete(partition);
  }
}

function keyOf({ topic, topicId }: { readonly topic: string; readonly topicId: string }, index: number): string {
  return `${topicId === ZERO_UUID ? topic : topicId}:${String(index)}`;
}
