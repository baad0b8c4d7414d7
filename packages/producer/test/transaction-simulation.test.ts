import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sleep } from '@k/runtime';
import { World } from '@k/testing';
import { KafkaProducer, TransactionError } from '../src/index.ts';
import { committedValues } from './support/committed.ts';

const PARTITIONS = 3;

/**
 * Transactions one after the other on a network that resets connections and refuses them, while leaders move: what was
 * committed is there, once and in order, and nothing else is.
 */
async function simulate(seed: number): Promise<void> {
  const { clock, network, runtime, broker } = await World.create({ nodes: 3 }, seed);
  const { random } = runtime;
  broker.updateFeature('transaction.version', seed % 2 === 0 ? 1 : 2);
  broker.createTopic('t', { partitions: PARTITIONS });
  let instance = 0;
  const make = (): KafkaProducer =>
    new KafkaProducer({
      bootstrapServers: broker.bootstrapServers,
      clientId: `p${++instance}`,
      runtime,
      transactionalId: 'ledger',
      batchSize: 200,
      requestTimeoutMs: 2_000,
      deliveryTimeoutMs: 20_000,
    });
  let producer = make();
  network.setFaults({ latencyMs: [0, 5], maxChunkBytes: 700, dropProbability: 0.01, refuseProbability: 0.1 });
  const expected: string[][] = Array.from({ length: PARTITIONS }, () => []);
  let committed = 0;
  for (let round = 0; round < 30; round++) {
    const sent = Array.from({ length: Math.floor(random.next() * 40) }, (_, i) => ({
      topic: 't',
      partition: Math.floor(random.next() * PARTITIONS),
      value: `${round}.${i}`,
    }));
    const isThrown = random.next() < 0.25;
    if (random.next() < 0.2) {
      const partition = Math.floor(random.next() * PARTITIONS);
      const others = [0, 1, 2].filter((id) => id !== broker.topic('t')!.partitions[partition]!.leaderId);
      broker.moveLeader('t', partition, others[Math.floor(random.next() * 2)]!);
    }
    try {
      await clock.runUntil(
        producer.transaction(async (tx) => {
          for (const record of sent) void tx.send(record);
          if (random.next() < 0.5) await sleep(clock, Math.floor(random.next() * 20));
          if (isThrown) throw new Error('thrown');
        }),
      );
      for (const { partition, value } of sent) expected[partition]!.push(value);
      committed++;
    } catch (error) {
      if (error instanceof TransactionError && error.kind !== 'abortable') {
        await clock.runUntil(producer.close());
        producer = make();
      } else if (!(error instanceof TransactionError)) assert.equal((error as Error).message, 'thrown');
    }
    // Another instance takes over while this one still thinks that it is the one.
    if (random.next() < 0.1) {
      const old = producer;
      producer = make();
      await clock.runUntil(producer.initTransactions());
      await clock.runUntil(old.close());
    }
  }
  await clock.runUntil(producer.close());
  for (let partition = 0; partition < PARTITIONS; partition++) {
    const { values, open } = committedValues(broker, 't', partition);
    assert.deepEqual(values, expected[partition], `seed ${seed}, partition ${partition}`);
    assert.deepEqual(open, [], `seed ${seed}: nothing hangs`);
  }
  assert.ok(committed > 5, `seed ${seed}: ${committed} were committed`);
  await clock.runUntil(broker.close());
  await clock.advance(10);
  assert.equal(clock.pendingTimers, 0, `seed ${seed}: timers are left`);
}

const SEEDS = Number(process.env['PRODUCER_SIMULATIONS'] ?? 10);

test('transactions on a bad network: what was committed once, in order, and nothing else', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) await simulate(seed);
});
