import type { SealedBatch } from './link.ts';

/** Finds a partition's batch in its request. Most brokers answer in the order of the request: then no map is made. */
export class BatchPlaces {
  readonly #batches: readonly SealedBatch[];
  #next = 0;
  /** By topic and partition. */
  #places: Map<string, number[]> | undefined;

  constructor(batches: readonly SealedBatch[]) {
    this.#batches = batches;
  }

  /** Undefined when the request had none for it. */
  find(topic: string, partition: number): number | undefined {
    const next = this.#batches[this.#next];
    const inTurn = next?.partition === partition && next.topic === topic;
    const at = inTurn ? this.#next : (this.#places ??= this.#all()).get(topic)?.[partition];
    if (at !== undefined) this.#next = at + 1;
    return at;
  }

  #all(): Map<string, number[]> {
    const places = new Map<string, number[]>();
    for (const [at, { topic, partition }] of this.#batches.entries()) {
      const partitions = places.get(topic) ?? [];
      partitions[partition] = at;
      places.set(topic, partitions);
    }
    return places;
  }
}
