import type { FetchCursor } from '../fetch/cursor.ts';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { Position } from '../position/position.ts';
import type { ConsumerRecord } from './consumer-record.ts';
import type { FetchedData } from '../fetch/fetched-data.ts';

/**
 * Consecutive records of one partition, as many as one fetch brought, read as they are iterated. The batch is in the
 * application's hands until the body of the loop over batches ends: then all of it counts as handed back, read or not.
 */
export class ConsumerBatch<K = Buffer, V = Buffer> implements Iterable<ConsumerRecord<K, V>> {
  readonly topic: string;
  readonly partition: number;
  readonly firstOffset: number;
  /** The offset after the partition's last record, as the broker said when it sent the batch. */
  readonly highWatermark: number;
  readonly #owner: AssignedPartition<K, V>;
  readonly #position: Position;
  readonly #cursor: FetchCursor<K, V>;
  readonly #data: FetchedData<K, V>;
  /** Read already, to know that there is one. */
  #first: ConsumerRecord<K, V> | null;
  #failure: unknown = null;

  /** @internal */
  constructor(first: ConsumerRecord<K, V>, data: FetchedData<K, V>, owner: AssignedPartition<K, V>) {
    this.topic = owner.topic;
    this.partition = owner.partition;
    this.firstOffset = first.offset;
    this.highWatermark = data.highWatermark;
    this.#first = first;
    this.#data = data;
    this.#owner = owner;
    this.#position = owner.position;
    this.#cursor = owner.cursor;
  }

  /**
   * Whether the partition has stayed with this consumer since the batch was handed out. False for ever once the partition was
   * revoked or lost: another member may read these records then, or the same one again.
   */
  get isOwned(): boolean {
    return this.#owner.isOwned;
  }

  /** The records that were not read yet. */
  toArray(): ConsumerRecord<K, V>[] {
    return [...this];
  }

  /**
   * The records, once: a second iteration goes on where the first one stopped. It ends early when the partition was revoked
   * or sought meanwhile, and before a damaged record, whose error the loop over batches throws next.
   */
  [Symbol.iterator](): Iterator<ConsumerRecord<K, V>, undefined> {
    return { next: () => this.#next() };
  }

  #next(): IteratorResult<ConsumerRecord<K, V>, undefined> {
    if (!this.isCurrent || this.#failure !== null) return { done: true, value: undefined };
    let record = this.#first;
    this.#first = null;
    try {
      record ??= this.#data.next();
    } catch (error) {
      this.#failure = error;
    }
    if (record === null) return { done: true, value: undefined };
    this.#position.handOut(record.offset + 1, record.leaderEpoch);
    return { done: false, value: record };
  }

  /** @internal What stopped the reading, or null. */
  get failure(): unknown {
    return this.#failure;
  }

  /** @internal Whether the partition is still where it was when the batch was handed out. */
  get isCurrent(): boolean {
    return this.#cursor.oldest === this.#data;
  }
}
