import assert from 'node:assert/strict';
import { type KafkaProducer, TransactionError } from '@k/producer';
import type { KafkaConsumer } from '@k/consumer';
import type { Lab } from '../lab.ts';
import type { Promises } from './promises.ts';

export const PARTITIONS = 3;
/** Sends to one partition that wait for their answers at a time. */
const WAITING = 5;

/** Of all clients: a broker that is gone is soon back. */
export const PATIENCE = { requestTimeoutMs: 5_000 };

/** Topics and names of one run. */
export interface Load {
  readonly orders: string;
  readonly copies: string;
  readonly pairs: string;
  readonly groupId: string;
  readonly promises: Promises;
  readonly isOver: () => boolean;
}

/** An idempotent producer: numbers, in order, to each partition. */
export async function sendOrders(producer: KafkaProducer, { orders, promises, isOver }: Load): Promise<void> {
  const sendInOrder = async (partition: number): Promise<void> => {
    const waiting: Promise<void>[] = [];
    for (let number = 0; !isOver(); number++) {
      const sent = producer.send({ topic: orders, partition, value: String(number) }).then(({ offset }) => {
        assert.equal(offset, number, `record ${number} of partition ${partition}`);
        promises.acknowledged[partition] = number + 1;
        promises.kept('orders');
      });
      sent.catch(() => undefined);
      waiting.push(sent);
      if (waiting.length >= WAITING) await waiting.shift();
    }
    await Promise.all(waiting);
  };
  await Promise.all(Array.from({ length: PARTITIONS }, (_, partition) => sendInOrder(partition)));
}

/** Transactions of a record in each of two partitions; every fifth is aborted. A producer that cannot go on is replaced. */
export async function sendPairs(lab: Lab, load: Load, client: 'even' | 'odd'): Promise<void> {
  const { pairs, promises, isOver } = load;
  const transactionalId = lab.name(client);
  let number = client === 'even' ? 0 : 1;
  while (!isOver()) {
    await using producer = lab.producer({
      ...PATIENCE,
      transactionalId,
      transactionTimeoutMs: 20_000,
    });
    try {
      for (; !isOver(); number += 2) {
        promises.outcomes.set(number, 'unknown');
        await producer.beginTransaction();
        const value = String(number);
        await producer.sendMany([0, 1].map((partition) => ({ topic: pairs, partition, value })));
        const commits = number % 10 < 8;
        await (commits ? producer.commitTransaction() : producer.abortTransaction());
        promises.outcomes.set(number, commits ? 'committed' : 'aborted');
        promises.kept(client);
      }
    } catch (error) {
      if (!(error instanceof TransactionError)) throw error;
      number += 2;
    }
  }
}

/** From topic to topic, exactly once: offsets of a group in transactions. */
export async function copyOrders(lab: Lab, { orders, copies, promises }: Load, signal: AbortSignal): Promise<void> {
  await using consumer: KafkaConsumer = lab.consumer({
    groupId: lab.name('copier'),
    enableAutoCommit: false,
    isolationLevel: 'read_committed',
    sessionTimeoutMs: 10_000,
  });
  await using producer = lab.producer({
    transactionalId: lab.name('copier'),
    ...PATIENCE,
    transactionTimeoutMs: 30_000,
  });
  consumer.subscribe([orders]);
  await producer.transactionally(
    consumer,
    (records, tx) => {
      for (const { value, partition } of records) void tx.send({ topic: copies, partition, value });
      promises.kept('copier');
    },
    { signal },
  );
}

/** A group that commits by hand what it has read. */
export async function commitOrders(lab: Lab, { orders, groupId, promises, isOver }: Load): Promise<void> {
  await using consumer = lab.consumer({ groupId, enableAutoCommit: false, sessionTimeoutMs: 10_000 });
  consumer.subscribe([orders]);
  while (!isOver()) {
    const offsets = new Map<number, number>();
    for (const { partition, offset } of await consumer.poll({ timeoutMs: 200 })) offsets.set(partition, offset + 1);
    if (offsets.size === 0) continue;
    try {
      await consumer.commit(Array.from(offsets, ([partition, offset]) => ({ topic: orders, partition, offset })));
    } catch {
      // It was not answered, or the group has gone on without it: nothing was promised.
      continue;
    }
    for (const [partition, offset] of offsets) {
      promises.committed.set(partition, Math.max(offset, promises.committed.get(partition) ?? 0));
    }
    promises.kept('committer');
  }
}

/** What the group has committed is not before what was answered. */
export async function checkCommitted(lab: Lab, { orders, groupId, promises }: Load): Promise<void> {
  const answered = new Map(promises.committed);
  await using consumer = lab.consumer({ groupId });
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => ({ topic: orders, partition }));
  for (const [, partition, found] of await consumer.committed(partitions)) {
    const least = answered.get(partition) ?? 0;
    assert.ok((found?.offset ?? 0) >= least, `partition ${partition} is committed to ${String(found?.offset)}, and was to ${least}`); // prettier-ignore
  }
}
