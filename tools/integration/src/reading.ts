import type { KafkaConsumer } from '@k/consumer';
import { type Lab, PATIENCE_MS } from './lab.ts';

/** What a test keeps of a record: its own copy, easy to compare. */
export interface Seen {
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [string, string | null])[];
}

/** Polls until `enough` says so; the test fails when nothing has come for longer than anything may take. */
export async function readUntil(
  consumer: KafkaConsumer,
  seen: Seen[],
  enough: () => boolean | Promise<boolean>,
): Promise<Seen[]> {
  let deadline = Date.now() + PATIENCE_MS;
  while (!(await enough())) {
    if (Date.now() > deadline) throw new Error(`nothing came for ${PATIENCE_MS / 1000} s after ${seen.length} records`);
    const { length } = seen;
    await readOnce(consumer, seen, 200);
    if (seen.length > length) deadline = Date.now() + PATIENCE_MS;
  }
  return seen;
}

/** One poll. */
export async function readOnce(consumer: KafkaConsumer, seen: Seen[], timeoutMs: number): Promise<void> {
  for (const record of await consumer.poll({ timeoutMs })) {
    seen.push({
      partition: record.partition,
      offset: record.offset,
      timestamp: record.timestamp,
      key: record.key?.toString() ?? null,
      value: record.value?.toString() ?? null,
      headers: record.headers.map(({ key, value }) => [key, value?.toString() ?? null] as const),
    });
  }
}

/** Reads until at least `count` records came. */
export function read(consumer: KafkaConsumer, count: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  return readUntil(consumer, seen, () => seen.length >= count);
}

/** Everything that is in a topic, from the beginning of each partition to what was its end when the call was made. */
export async function readTopic(lab: Lab, topic: string): Promise<Seen[]> {
  await using consumer = lab.consumer();
  return await readAll(consumer, topic);
}

/** The same, with a consumer of the test's own, which is assigned all partitions. */
export async function readAll(consumer: KafkaConsumer, topic: string): Promise<Seen[]> {
  const partitions = (await consumer.partitionsForTopic(topic)).map(({ partition }) => ({ topic, partition }));
  consumer.assign(partitions);
  consumer.seekToBeginning(partitions);
  const ends = await consumer.endOffsets(partitions);
  return readUntil(consumer, [], async () => {
    for (const [, partition, end] of ends) {
      if ((await consumer.position({ topic, partition })) < end) return false;
    }
    return true;
  });
}

/** The first `count` records of a topic or more, also those that are still to be stored. */
export async function readAtLeast(consumer: KafkaConsumer, topic: string, count: number): Promise<Seen[]> {
  const partitions = (await consumer.partitionsForTopic(topic)).map(({ partition }) => ({ topic, partition }));
  consumer.assign(partitions);
  consumer.seekToBeginning(partitions);
  return await read(consumer, count);
}

/** The values of each partition in the order of their offsets. */
export function valuesByPartition(seen: readonly Seen[]): Map<number, (string | null)[]> {
  const values = new Map<number, (string | null)[]>();
  for (const { partition, value } of [...seen].sort((a, b) => a.offset - b.offset)) {
    const list = values.get(partition) ?? [];
    list.push(value);
    values.set(partition, list);
  }
  return values;
}
