import { murmur2 } from '@k/producer';
import { wrongArgument } from '@k/wire';
import { isBytes } from './arguments.ts';

/** A key of a message: text is taken as its UTF-8; null as an empty one. */
export type PartitionKey = Uint8Array | string | null;

/** What {@link KeyedProducer} asks where a key belongs. */
export interface KeyPartitioner {
  /** @param partitions - the ids of all partitions, in ascending order; by default those it was made with */
  partition(key: PartitionKey, partitions?: readonly number[] | null): number;
}

/** How a {@link KeyPartitioner} is made, one for each topic. */
export type KeyPartitionerClass = new (partitions: readonly number[]) => KeyPartitioner;

/** Each partition in turn, whatever the key. */
export class RoundRobinPartitioner implements KeyPartitioner {
  #partitions: readonly number[];
  #next = 0;

  /** @throws ConfigError unless it gets a list of partition ids that is not empty */
  constructor(partitions: readonly number[]) {
    this.#partitions = checkedIds('RoundRobinPartitioner', partitions);
  }

  /** @param partitions - others than before begin a new round */
  partition(_key?: PartitionKey, partitions?: readonly number[] | null): number {
    const given = idsOr('RoundRobinPartitioner', partitions, this.#partitions);
    if (given !== this.#partitions && !isSame(given, this.#partitions)) {
      this.#partitions = given;
      this.#next = 0;
    }
    const at = this.#next;
    this.#next = (at + 1) % given.length;
    return given[at] as number;
  }
}

/**
 * By the key's hash as Python 2.7 computes it on 64-bit machines, where kafka-python's was the same in every run. (With
 * Python 3 it is another one in each.) For keys that are to stay where such a program put them; new ones take
 * {@link Murmur2Partitioner}.
 */
export class LegacyPartitioner implements KeyPartitioner {
  readonly #partitions: readonly number[];

  /** @throws ConfigError unless it gets a list of partition ids that is not empty */
  constructor(partitions: readonly number[]) {
    this.#partitions = checkedIds('LegacyPartitioner', partitions);
  }

  partition(key: PartitionKey, partitions?: readonly number[] | null): number {
    const ids = idsOr('LegacyPartitioner', partitions, this.#partitions);
    return ids[remainder(pythonHash(bytesOfKey('LegacyPartitioner', key)), ids.length)] as number;
  }
}

/** kafka-python's default, which is {@link LegacyPartitioner}. */
export const HashedPartitioner = LegacyPartitioner;
export type HashedPartitioner = LegacyPartitioner;

/** By murmur2 of the key, as Kafka's Java client and `KafkaProducer` place it. */
export class Murmur2Partitioner implements KeyPartitioner {
  readonly #partitions: readonly number[];

  /** @throws ConfigError unless it gets a list of partition ids that is not empty */
  constructor(partitions: readonly number[]) {
    this.#partitions = checkedIds('Murmur2Partitioner', partitions);
  }

  partition(key: PartitionKey, partitions?: readonly number[] | null): number {
    const ids = idsOr('Murmur2Partitioner', partitions, this.#partitions);
    return ids[(murmur2(bytesOfKey('Murmur2Partitioner', key)) & 0x7fff_ffff) % ids.length] as number;
  }
}

/** CPython 2.7's `hash()` of a str: signed, of 64 bits. */
function pythonHash(bytes: Uint8Array): bigint {
  const [first] = bytes;
  if (first === undefined) return 0n;
  let hash = BigInt(first) << 7n;
  for (const byte of bytes) hash = BigInt.asIntN(64, (1_000_003n * hash) ^ BigInt(byte));
  hash ^= BigInt(bytes.length);
  return hash === -1n ? -2n : hash;
}

/** Python's `%`: never negative. */
function remainder(hash: bigint, count: number): number {
  const size = BigInt(count);
  return Number(((hash % size) + size) % size);
}

function bytesOfKey(of: string, key: PartitionKey): Uint8Array {
  if (key === null) return new Uint8Array(0);
  if (typeof key === 'string') return Buffer.from(key, 'utf8');
  if (isBytes(key)) return key;
  throw wrongArgument(`${of}: partition()`, 'key', 'bytes, text or null', key);
}

function checkedIds(of: string, partitions: readonly number[]): readonly number[] {
  if (isListOfIds(partitions)) return partitions;
  throw wrongArgument(of, 'partitions', 'a list of partition ids that is not empty', partitions);
}

function isListOfIds(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((it) => Number.isInteger(it));
}

/** An empty list stands for none, as there. */
function idsOr(of: string, given: readonly number[] | null | undefined, own: readonly number[]): readonly number[] {
  if (given === undefined || given === null || (Array.isArray(given) && given.length === 0)) return own;
  return given === own ? own : checkedIds(of, given);
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((it, i) => it === other[i]);
}
