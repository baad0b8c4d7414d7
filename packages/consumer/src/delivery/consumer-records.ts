import type { TopicPartition } from '@k/cluster';
import { PartitionMap } from '@k/cluster';
import { partitionOf } from '../arguments.ts';
import type { ConsumerRecord } from './consumer-record.ts';

/** What one `poll()` returned: an array of records, those of a partition in the order of their offsets. */
export class ConsumerRecords<K = Buffer, V = Buffer> extends Array<ConsumerRecord<K, V>> {
  static {
    // So that what `map`, `filter` and the like make of it is an array like any other. With Symbol.species instead, every
    // array of the process loses V8's short way.
    Object.defineProperty(this.prototype, 'constructor', { value: Array });
  }

  /** Number of records: `length`, by the name that Java has for it. */
  get count(): number {
    return this.length;
  }

  get isEmpty(): boolean {
    return this.length === 0;
  }

  /** The partitions that have records here. */
  partitions(): TopicPartition[] {
    const places = new PartitionMap<true>();
    for (const { topic, partition } of this) places.set(topic, partition, true);
    return [...places.keys()];
  }

  /** The records of one partition, none if it has none. */
  records(wanted: TopicPartition): readonly ConsumerRecord<K, V>[] {
    const { topic, partition } = partitionOf('ConsumerRecords.records()', wanted);
    return this.filter((record) => record.partition === partition && record.topic === topic);
  }
}

/** @returns the array itself: V8 fills a plain one twice as fast as one of a class of its own */
export function consumerRecords<K, V>(records: ConsumerRecord<K, V>[]): ConsumerRecords<K, V> {
  return Object.setPrototypeOf(records, ConsumerRecords.prototype) as ConsumerRecords<K, V>;
}
