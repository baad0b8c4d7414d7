import { ConfigError, Reader, type TopicPartition, Writer, wrongArgument } from '@k/wire';

// kafka.util of kafka-python, on Reader and Writer: these know where they are, so no position is handed about.

/** Bytes behind an int32 length; null for a length of -1. A view over the input. */
export function readIntString(r: Reader): Buffer | null {
  checkReader('readIntString()', r);
  return r.nullableBytes();
}

/** Text behind an int16 length; null for a length of -1. */
export function readShortString(r: Reader): string | null {
  checkReader('readShortString()', r);
  return r.nullableString();
}

/** Bytes behind their int32 length. */
export function writeIntString(w: Writer, value: Uint8Array | null): void {
  if (!((w as unknown) instanceof Writer)) throw wrongArgument('writeIntString()', 'w', 'a Writer', w);
  w.nullableBytes(value);
}

/** Text behind its int16 length. */
export function writeShortString(w: Writer, value: string | null): void {
  if (!((w as unknown) instanceof Writer)) throw wrongArgument('writeShortString()', 'w', 'a Writer', w);
  w.nullableString(value);
}

/** The letters of Python's `struct`, big-endian, each with what it reads. */
const unpackers: Readonly<Record<string, (r: Reader) => number | bigint | boolean>> = {
  '?': (r) => r.bool(),
  b: (r) => r.int8(),
  B: (r) => r.int8() & 0xff,
  h: (r) => r.int16(),
  H: (r) => r.uint16(),
  i: (r) => r.int32(),
  l: (r) => r.int32(),
  I: (r) => r.uint32(),
  L: (r) => r.uint32(),
  q: (r) => r.int64(),
  Q: (r) => BigInt.asUintN(64, r.int64()),
  d: (r) => r.float64(),
};

/**
 * Reads numbers as a format of Python's `struct` says: `relativeUnpack('>hiq', reader)`. Big-endian, with or without the
 * `>`; a letter may have a count before it. 64-bit integers are bigints.
 * @throws ConfigError on a letter that is not known here, WireError when the bytes end
 */
export function relativeUnpack(format: string, r: Reader): (number | bigint | boolean)[] {
  if (typeof format !== 'string') throw wrongArgument('relativeUnpack()', 'format', "text such as '>hiq'", format);
  checkReader('relativeUnpack()', r);
  const values: (number | bigint | boolean)[] = [];
  for (const [item, count, letter = ''] of format.replace(/^[>!]/, '').matchAll(/\s*(\d*)(\S)/g)) {
    const read = unpackers[letter];
    if (read === undefined) {
      throw new ConfigError(
        `relativeUnpack: expected > and any of ${Object.keys(unpackers).join(' ')}, got "${item}" in "${format}"`,
      );
    }
    // A count is not believed further than there are bytes: the reader throws at the end of them.
    for (let n = count === '' ? 1 : Number(count); n > 0; n--) values.push(read(r));
  }
  return values;
}

/**
 * Sorts payloads, topic by topic and partition by partition.
 * @throws ConfigError when two are for the same partition
 */
export function groupByTopicAndPartition<T extends TopicPartition>(items: Iterable<T>): Map<string, Map<number, T>> {
  if (
    typeof (items as Partial<Iterable<T>> | null | undefined)?.[Symbol.iterator] !== 'function' ||
    typeof items === 'string'
  ) {
    throw wrongArgument('groupByTopicAndPartition()', 'items', 'an array of { topic, partition }', items);
  }
  const topics = new Map<string, Map<number, T>>();
  for (const item of items) {
    if (typeof (item as Partial<T> | null | undefined)?.topic !== 'string' || !Number.isInteger(item.partition)) {
      throw wrongArgument('groupByTopicAndPartition()', 'items', '{ topic, partition } in it', item);
    }
    let partitions = topics.get(item.topic);
    if (partitions === undefined) topics.set(item.topic, (partitions = new Map<number, T>()));
    if (partitions.has(item.partition)) {
      throw new ConfigError(`groupByTopicAndPartition: two entries for ${item.topic}-${String(item.partition)}`);
    }
    partitions.set(item.partition, item);
  }
  return topics;
}

function checkReader(call: string, r: unknown): void {
  if (!(r instanceof Reader)) throw wrongArgument(call, 'r', 'a Reader', r);
}
