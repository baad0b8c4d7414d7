import type { SealedBatch } from './link.ts';

/** Finds a partition's batch in its request. Most brokers answer in the order of the request: then no map is made. */
export class BatchPlaces {
  readonly #batches: readonly SealedBatch[];
  #next = 0;
  #places: Map<string, Map<number, number>> | undefined;

  constructor(batches: readonly SealedBatch[]) {
    this.#batches = batches;
  }

  /** Undefined when the request had none for it. */
  find(topic: string, partition: number): number | undefined {
    const next = this.#batches[this.#next];
    const inTurn = next?.partition === partition && next.topic === topic;
    const at = inTurn ? this.#next : (this.#places ??= this.#all()).get(topic)?.get(partition);
    if (at !== undefined) this.#next = at + 1;
    return at;
  }

  #all(): Map<string, Map<number, number>> {
    const places = new Map<string, Map<number, number>>();
    for (const [at, { topic, partition }] of this.#batches.entries()) {
      const partitions = places.get(topic);
      if (partitions === undefined) places.set(topic, new Map([[partition, at]]));
      else partitions.set(partition, at);
    }
    return places;
  }
}
