import type { Random } from '@k/runtime';

/** What is known of the partitions that a draw is among. */
export interface PartitionLoad {
  /** Batches that wait for their broker; those in flight do not count. */
  waiting(partition: number): number;
  /** Its broker has not answered for longer than is accepted. */
  isStalled(partition: number): boolean;
}

/**
 * Where records without a key go (KIP-480, KIP-794): they stay with one partition, drawn at random among those with a
 * leader, until it got `stickyBytes` and its batch has gone; so batches fill up, and over time all get equal bytes. Where
 * the loads differ, the chance of a partition is the less the more it has waiting, as with Java's BuiltInPartitioner.
 */
export class StickyPartition {
  readonly #random: Random;
  readonly #stickyBytes: number;
  #partition = -1;
  #bytes = 0;

  constructor(random: Random, stickyBytes: number) {
    this.#random = random;
    this.#stickyBytes = stickyBytes;
  }

  /** The partition of the moment, or -1 before the first draw. */
  get partition(): number {
    return this.#partition;
  }

  /** It has had its share: draw anew at the next batch. */
  get isDue(): boolean {
    return this.#bytes >= this.#stickyBytes;
  }

  wrote(bytes: number): void {
    this.#bytes += bytes;
  }

  /** Another partition than before, if there is one whose broker answers; if none does, any. */
  draw(available: readonly number[], load: PartitionLoad): number {
    const answering = available.filter((it) => !load.isStalled(it));
    const choice = answering.length > 0 ? answering : available;
    const others = choice.length > 1 ? choice.filter((it) => it !== this.#partition) : choice;
    this.#partition = this.#pick(others, load) ?? 0;
    this.#bytes = 0;
    return this.#partition;
  }

  /** One of them: its weight is the longest queue, plus one, less its own queue. */
  #pick(partitions: readonly number[], load: PartitionLoad): number | undefined {
    const waiting = partitions.map((it) => load.waiting(it));
    const heaviest = waiting.reduce((most, it) => Math.max(most, it), 0) + 1;
    const total = waiting.reduce((sum, it) => sum + heaviest - it, 0);
    let at = Math.floor(this.#random.next() * total);
    return partitions.find((_partition, i) => (at -= heaviest - (waiting[i] as number)) < 0);
  }
}
