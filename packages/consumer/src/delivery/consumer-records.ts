import type { TopicPartition } from '@k/cluster';
import { PartitionMap } from '@k/cluster';
import { partitionOf } from '../arguments.ts';
import type { ConsumerRecord } from './consumer-record.ts';

/** What one `poll()` returned: records by partition, in order of their offsets in each. */
export class ConsumerRecords<K = Buffer, V = Buffer> implements Iterable<ConsumerRecord<K, V>> {
  readonly #byPartition = new PartitionMap<ConsumerRecord<K, V>[]>();
  #count = 0;
  /** Where the last record went: the next one most often goes there too. */
  #last: ConsumerRecord<K, V>[] | null = null;
  #lastTopic = '';
  #lastPartition = -1;

  /** Number of records. */
  get count(): number {
    return this.#count;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** The partitions that have records here. */
  partitions(): TopicPartition[] {
    return Array.from(this.#byPartition, ([topic, partition]) => ({ topic, partition }));
  }

  /** The records of one partition, none if it has none. */
  records(wanted: TopicPartition): readonly ConsumerRecord<K, V>[] {
    const { topic, partition } = partitionOf('ConsumerRecords.records()', wanted);
    return this.#byPartition.get(topic, partition) ?? [];
  }

  /** Partition after partition. */
  *[Symbol.iterator](): Iterator<ConsumerRecord<K, V>> {
    for (const records of this.#byPartition.values()) yield* records;
  }

  /** @internal */
  add(record: ConsumerRecord<K, V>): void {
    const { topic, partition } = record;
    if (this.#last === null || this.#lastPartition !== partition || this.#lastTopic !== topic) {
      this.#last = this.#byPartition.get(topic, partition) ?? [];
      if (this.#last.length === 0) this.#byPartition.set(topic, partition, this.#last);
      this.#lastTopic = topic;
      this.#lastPartition = partition;
    }
    this.#last.push(record);
    this.#count++;
  }
}
