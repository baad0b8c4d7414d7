import assert from 'node:assert/strict';
import type { KafkaProducer } from '@k/producer';
import { atLeast } from '@k/tool-kafka';
import type { Lab } from '../lab.ts';
import { type Seen, readTopic, readUntil, valuesByPartition } from '../reading.ts';

/** How many sends to one partition wait for their answers at a time. */
const WAITING = 5;

/**
 * Whether brokers forget to answer what waits for replicas that leave (KAFKA-13091), until the producer sends it again: after
 * 30 s by default.
 */
export function forgetsAnswers(version: string): boolean {
  return atLeast(version, '2.7') && !atLeast(version, '3.1');
}

/** Resolves when so many more records are acknowledged than now. */
export type AcknowledgedMore = (count: number) => Promise<void>;

/**
 * Sends to every partition of a topic in order, and reads it with a group of two, while `work` goes on.
 * Fails when a record is lost, doubled or out of order, or when the group has missed one.
 * @param producer waits for all replicas
 */
export async function workingOn(
  lab: Lab,
  {
    topic,
    partitions,
    producer,
  }: { readonly topic: string; readonly partitions: number; readonly producer: KafkaProducer },
  work: (acknowledgedMore: AcknowledgedMore) => Promise<void>,
): Promise<void> {
  const groupId = lab.name('group');
  await using one = lab.consumer({ groupId });
  await using another = lab.consumer({ groupId });
  const seen: Seen[] = [];
  const distinct = new Set<string | null>();
  let counted = 0;
  const countDistinct = (): number => {
    for (; counted < seen.length; counted++) distinct.add(seen[counted]?.value ?? null);
    return distinct.size;
  };
  let isOver = false;
  const sent = new Array<number>(partitions).fill(0);
  const total = (): number => sent.reduce((sum, count) => sum + count, 0);
  const allRead = (): boolean => isOver && countDistinct() >= total();
  const reading = [one, another].map((consumer) => {
    consumer.subscribe({ topics: [topic] });
    const read = readUntil(consumer, seen, allRead);
    // Should something fail before it is awaited, that error is the one to see.
    read.catch(() => undefined);
    return read;
  });

  let acknowledged = 0;
  const progress = new Set<() => void>();
  const acknowledgedMore: AcknowledgedMore = async (count) => {
    const wanted = acknowledged + count;
    while (acknowledged < wanted) await new Promise<void>((resolve) => progress.add(resolve));
  };
  async function sendInOrder(partition: number): Promise<void> {
    const waiting: Promise<unknown>[] = [];
    while (!isOver) {
      const order = sent[partition] ?? 0;
      sent[partition] = order + 1;
      const acknowledgement = producer.send({ topic, partition, value: `${partition}.${order}` }).then(({ offset }) => {
        assert.equal(offset, order);
        acknowledged += 1;
        for (const told of progress) told();
        progress.clear();
      });
      acknowledgement.catch(() => undefined);
      waiting.push(acknowledgement);
      if (waiting.length >= WAITING) await waiting.shift();
    }
    await Promise.all(waiting);
  }
  const sending = Promise.all(sent.map((_, partition) => sendInOrder(partition)));
  await Promise.all([
    sending,
    work(acknowledgedMore).finally(() => {
      isOver = true;
    }),
  ]);

  const stored = valuesByPartition(await readTopic(lab, topic));
  for (const [partition, count] of sent.entries()) {
    assert.deepEqual(
      stored.get(partition),
      Array.from({ length: count }, (_, order) => `${partition}.${order}`),
    );
  }
  await Promise.all(reading);
  // What was read and not yet committed may come again after a rebalance; nothing may be missing.
  assert.equal(countDistinct(), total());
}
