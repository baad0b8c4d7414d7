import { StateError } from '@k/wire';
import { PartitionMap, type TopicPartition } from '@k/cluster';
import type { LazyDeserializer } from '../delivery/deserializer.ts';
import { AssignedPartition } from './assigned-partition.ts';
import type { PartitionContext } from './assigned-partition.ts';

export interface AssignmentInit<K, V> extends PartitionContext<K, V> {
  readonly keyDeserializer: LazyDeserializer<K> | undefined;
  readonly valueDeserializer: LazyDeserializer<V> | undefined;
}

/** The partitions that the consumer owns. */
export class Assignment<K, V> {
  readonly #map = new PartitionMap<AssignedPartition<K, V>>();
  readonly #init: AssignmentInit<K, V>;
  #list: readonly TopicPartition[] = [];

  constructor(init: AssignmentInit<K, V>) {
    this.#init = init;
  }

  /** A new array with each {@link Assignment.replace}: its identity tells one assignment from the next. */
  get list(): readonly TopicPartition[] {
    return this.#list;
  }

  get(topic: string, partition: number): AssignedPartition<K, V> | undefined {
    return this.#map.get(topic, partition);
  }

  values(): Iterable<AssignedPartition<K, V>> {
    return this.#map.values();
  }

  /** False for one that was owned once, also when a later one of its name is. */
  owns(partition: AssignedPartition<K, V>): boolean {
    return this.#map.get(partition.topic, partition.partition) === partition;
  }

  /** The partitions asked for, or all of them. @throws StateError for one that is not owned */
  select(partitions: readonly TopicPartition[] | undefined): AssignedPartition<K, V>[] {
    return partitions === undefined ? [...this.#map.values()] : partitions.map((each) => this.require(each));
  }

  /** @throws StateError when the partition is not owned */
  require({ topic, partition }: TopicPartition): AssignedPartition<K, V> {
    const owned = this.#map.get(topic, partition);
    if (owned === undefined) {
      throw new StateError(`KafkaConsumer: ${topic}-${String(partition)} is not assigned to this consumer`);
    }
    return owned;
  }

  /** Paused partitions keep their queue only while nobody else needs the room. False: there was none. */
  evictPaused(): boolean {
    let evicted = false;
    for (const partition of this.#map.values()) {
      if (!partition.isPaused || partition.cursor.oldest === undefined) continue;
      partition.evict();
      evicted = true;
    }
    return evicted;
  }

  /** Owns exactly these from now on. Those that stay keep their position and what is queued; those that go lose it. */
  replace(list: readonly TopicPartition[]): void {
    const wanted = new PartitionMap<true>();
    for (const { topic, partition } of list) wanted.set(topic, partition, true);
    for (const [topic, id, partition] of [...this.#map]) {
      if (wanted.has(topic, id)) continue;
      partition.disown();
      this.#map.delete(topic, id);
      this.#init.events.gone(partition);
    }
    const { keyDeserializer, valueDeserializer } = this.#init;
    for (const [topic, partition] of wanted) {
      if (this.#map.has(topic, partition)) continue;
      const source = { topic, partition, keyDeserializer, valueDeserializer };
      this.#map.set(topic, partition, new AssignedPartition(source, this.#init));
    }
    this.#list = list;
  }
}
