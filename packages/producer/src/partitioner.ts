import type { Random } from '@k/runtime';
import { wrongArgument } from '@k/wire';
import { murmur2OfBytes, murmur2OfString, toPositive } from './murmur2.ts';
import { isBytes } from './payload.ts';
import type { Payload } from './record.ts';

/** What a partitioner of one's own is told. */
export interface PartitionContext {
  readonly topic: string;
  /** The key as it will be written. */
  readonly key: Uint8Array | null;
  /** The value as it will be written. */
  readonly value: Uint8Array | null;
  /** Partitions are 0 to `partitionCount - 1`. */
  readonly partitionCount: number;
  /** Partitions that have a leader now; all of them when none has. */
  readonly availablePartitions: readonly number[];
}

/** Picks a partition for a record that does not name one: an integer from 0 to `partitionCount - 1`. */
export type Partitioner = (context: PartitionContext) => number;

/**
 * The partition of a key as Kafka's own clients place it: `toPositive(murmur2(key)) % partitionCount`.
 * @throws ConfigError for what is no key, or no number of partitions
 */
export function partitionForKey(key: Uint8Array | string, partitionCount: number): number {
  if (typeof key !== 'string' && !isBytes(key)) throw wrongArgument('partitionForKey()', 'key', 'text or bytes', key);
  if (!Number.isInteger(partitionCount) || partitionCount < 1) {
    throw wrongArgument('partitionForKey()', 'partitionCount', 'a whole number from 1 on', partitionCount);
  }
  return partitionOf(key, partitionCount);
}

/** Without a look at the arguments: this is asked for every record with a key. */
export function partitionOf(key: Uint8Array | string, partitionCount: number): number {
  return toPositive(typeof key === 'string' ? murmur2OfString(key) : murmur2OfBytes(key)) % partitionCount;
}

/**
 * Where records without a key go (KIP-480, KIP-794): they stay with one partition, drawn at random among those with a
 * leader, until it got `stickyBytes` and its batch has gone; so batches fill up, and over time all get equal bytes.
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

  /** Another partition than before, if there is one. */
  draw(available: readonly number[]): number {
    const others = available.length > 1 ? available.filter((it) => it !== this.#partition) : available;
    this.#partition = others[Math.floor(this.#random.next() * others.length)] ?? 0;
    this.#bytes = 0;
    return this.#partition;
  }
}

/** Bytes of a payload, for those who want to look at it. */
export function bytesOf(payload: Payload): Uint8Array | null {
  return typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload;
}
