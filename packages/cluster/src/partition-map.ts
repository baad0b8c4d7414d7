import { wrongArgument } from '@k/wire';

/** A partition and what is kept for it. */
export type PartitionEntry<V> = readonly [topic: string, partition: number, value: V];

/** A map keyed by topic and partition that makes no key object and no key string. Iterates as `[topic, partition, value]`. */
export class PartitionMap<V> implements Iterable<[string, number, V]> {
  readonly #topics = new Map<string, Map<number, V>>();
  #size = 0;

  constructor(entries: Iterable<PartitionEntry<V>> = []) {
    for (const [topic, partition, value] of entries) this.set(topic, partition, value);
  }

  /** Number of partitions. */
  get size(): number {
    return this.#size;
  }

  get(topic: string, partition: number): V | undefined {
    return this.#topics.get(topic)?.get(partition);
  }

  has(topic: string, partition: number): boolean {
    return this.#topics.get(topic)?.has(partition) ?? false;
  }

  /** @throws ConfigError for what is no place: it would never be found again */
  set(topic: string, partition: number, value: V): this {
    if (typeof topic !== 'string') throw wrongArgument('PartitionMap: set()', 'topic', 'text', topic);
    if (!Number.isInteger(partition))
      throw wrongArgument('PartitionMap: set()', 'partition', 'a whole number', partition);
    let partitions = this.#topics.get(topic);
    if (partitions === undefined) this.#topics.set(topic, (partitions = new Map<number, V>()));
    if (!partitions.has(partition)) this.#size++;
    partitions.set(partition, value);
    return this;
  }

  delete(topic: string, partition: number): boolean {
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

  *[Symbol.iterator](): Iterator<[string, number, V]> {
    for (const [topic, partitions] of this.#topics) {
      for (const [partition, value] of partitions) yield [topic, partition, value];
    }
  }

  *values(): Iterable<V> {
    for (const partitions of this.#topics.values()) yield* partitions.values();
  }
}
