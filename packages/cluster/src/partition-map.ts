import { wrongArgument } from '@k/wire';
import type { TopicPartition } from './metadata.ts';

/** A partition and what is kept for it. */
export type PartitionEntry<V> = readonly [topic: string, partition: number, value: V];

/**
 * A map keyed by topic and partition: `get('orders', 0)` or `get({ topic: 'orders', partition: 0 })`. Iterates as
 * `[topic, partition, value]`. It makes no key object and no key string.
 */
export class PartitionMap<V> implements Iterable<[string, number, V]> {
  readonly #topics = new Map<string, Map<number, V>>();
  #size = 0;

  /** @param entries `[topic, partition, value]` each, or `[{ topic, partition }, value]` as in a Map */
  constructor(entries: Iterable<PartitionEntry<V> | readonly [place: TopicPartition, value: V]> = []) {
    for (const entry of entries) {
      if (entry.length === 2) this.set(...entry);
      else this.set(...entry);
    }
  }

  /** Number of partitions. */
  get size(): number {
    return this.#size;
  }

  get(place: TopicPartition): V | undefined;
  get(topic: string, partition: number): V | undefined;
  get(place: TopicPartition | string, partition = -1): V | undefined {
    if (typeof place === 'string') return this.#topics.get(place)?.get(partition);
    return this.#topics.get(place.topic)?.get(place.partition);
  }

  has(place: TopicPartition): boolean;
  has(topic: string, partition: number): boolean;
  has(place: TopicPartition | string, partition = -1): boolean {
    if (typeof place === 'string') return this.#topics.get(place)?.has(partition) ?? false;
    return this.#topics.get(place.topic)?.has(place.partition) ?? false;
  }

  /** @throws ConfigError for what is no place: it would never be found again */
  set(place: TopicPartition, value: V): this;
  set(topic: string, partition: number, value: V): this;
  set(place: TopicPartition | string, partition: number | V, value?: V): this {
    if (typeof place === 'object') return this.#set(place.topic, place.partition, partition as V);
    return this.#set(place, partition as number, value as V);
  }

  #set(topic: string, partition: number, value: V): this {
    if (typeof topic !== 'string') throw wrongArgument('PartitionMap: set()', 'topic', 'text', topic);
    if (!Number.isInteger(partition))
      throw wrongArgument('PartitionMap: set()', 'partition', 'a whole number', partition);
    let partitions = this.#topics.get(topic);
    if (partitions === undefined) this.#topics.set(topic, (partitions = new Map<number, V>()));
    if (!partitions.has(partition)) this.#size++;
    partitions.set(partition, value);
    return this;
  }

  /** @returns whether it was there */
  delete(place: TopicPartition): boolean;
  delete(topic: string, partition: number): boolean;
  delete(place: TopicPartition | string, partition = -1): boolean {
    return typeof place === 'string' ? this.#delete(place, partition) : this.#delete(place.topic, place.partition);
  }

  #delete(topic: string, partition: number): boolean {
    const partitions = this.#topics.get(topic);
    if (partitions?.delete(partition) !== true) return false;
    if (partitions.size === 0) this.#topics.delete(topic);
    this.#size--;
    return true;
  }

  clear(): void {
    this.#topics.clear();
    this.#size = 0;
  }

  /** Topics with their `[partition, value]` pairs, as requests want them. */
  byTopic(): [string, [number, V][]][] {
    return Array.from(this.#topics, ([topic, partitions]) => [topic, [...partitions]]);
  }

  /** The same as iterating: `[topic, partition, value]`. */
  entries(): IterableIterator<[topic: string, partition: number, value: V]> {
    return this[Symbol.iterator]();
  }

  *[Symbol.iterator](): IterableIterator<[topic: string, partition: number, value: V]> {
    for (const [topic, partitions] of this.#topics) {
      for (const [partition, value] of partitions) yield [topic, partition, value];
    }
  }

  *keys(): IterableIterator<TopicPartition> {
    for (const [topic, partitions] of this.#topics) {
      for (const partition of partitions.keys()) yield { topic, partition };
    }
  }

  *values(): IterableIterator<V> {
    for (const partitions of this.#topics.values()) yield* partitions.values();
  }

  /** For JSON.stringify: `{ orders: { 0: 42 } }`. */
  toJSON(): Record<string, Record<number, V>> {
    return Object.fromEntries(this.byTopic().map(([topic, partitions]) => [topic, Object.fromEntries(partitions)]));
  }

  /** For console.log and util.inspect: `PartitionMap(1) { 'orders-0' => 42 }`. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const shown = new Map(Array.from(this, ([topic, partition, value]) => [`${topic}-${String(partition)}`, value]));
    return `Partition${inspect(shown, options)}`;
  }
}
