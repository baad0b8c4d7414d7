import { crc32 } from '@k/codec';
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

/**
 * Partitioners by name. `murmur2` is that of Kafka's Java client, and under the name `murmur2_random` librdkafka's; `consistent_random`
 * is librdkafka's default, `consistent` the same but that keys which are missing or empty share one partition.
 */
export const PARTITIONER_NAMES = ['murmur2', 'murmur2_random', 'consistent_random', 'consistent'] as const;
export type PartitionerName = (typeof PARTITIONER_NAMES)[number];

/** What a {@link PlaceKey} gives for a record whose key does not decide. */
export const ANY_PARTITION = -1;

/** The partition of a key, or {@link ANY_PARTITION}. */
export type PlaceKey = (key: Payload, partitionCount: number) => number;

/** How a partitioner places keys. Chosen once for a producer, and asked for every record. */
export function placeKeyOf(name: PartitionerName, ignoreKeys: boolean): PlaceKey {
  if (ignoreKeys) return () => ANY_PARTITION;
  switch (name) {
    case 'murmur2':
    case 'murmur2_random':
      return (key, count) => (key === null ? ANY_PARTITION : partitionOf(key, count));
    case 'consistent_random':
      return (key, count) => (key === null || key.length === 0 ? ANY_PARTITION : crc32OfKey(key) % count);
    case 'consistent':
      return (key, count) => (key === null ? 0 : crc32OfKey(key) % count);
  }
}

function crc32OfKey(key: Uint8Array | string): number {
  return crc32(typeof key === 'string' ? Buffer.from(key, 'utf8') : key);
}

/** Without a look at the arguments: this is asked for every record with a key. */
export function partitionOf(key: Uint8Array | string, partitionCount: number): number {
  return toPositive(typeof key === 'string' ? murmur2OfString(key) : murmur2OfBytes(key)) % partitionCount;
}

/** Bytes of a payload, for those who want to look at it. */
export function bytesOf(payload: Payload): Uint8Array | null {
  return typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload;
}
