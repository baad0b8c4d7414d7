import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World } from '@k/testing';
import { KafkaProducer } from '../src/index.ts';
import { storedValues } from './support/stored.ts';

/**
 * Everything that is real (producer, cluster, connections, broker) under a virtual clock, on a network that resets
 * connections, refuses them and cuts bytes into pieces. A seed that fails is a test to be written.
 */
async function simulate(seed: number): Promise<void> {
  const { clock, network, runtime, broker } = await World.create({ nodes: 3 }, seed);
  const { random } = runtime;
  broker.createTopic('t', { partitions: 4 });
  const producer = new KafkaProducer({
    bootstrapServers: broker.bootstrapServers,
    runtime,
    batchSize: 2_000,
    lingerMs: seed % 2 === 0 ? 0 : 3,
    requestTimeoutMs: 2_000,
    deliveryTimeoutMs: 600_000,
  });
  network.setFaults({ latencyMs: [0, 5], maxChunkBytes: 700, dropProbability: 0.01, refuseProbability: 0.1 });
  const sends: Promise<{ partition: number; offset: number }>[] = [];
  for (let round = 0; round < 40; round++) {
    const count = Math.floor(random.next() * 60);
    for (let i = 0; i < count; i++) {
      sends.push(producer.send({ topic: 't', partition: sends.length % 4, value: `${sends.length}` }));
    }
    if (round % 10 === 5) {
      const partition = Math.floor(random.next() * 4);
      const others = [0, 1, 2].filter((id) => id !== broker.topic('t')!.partitions[partition]!.leaderId);
      broker.moveLeader('t', partition, others[Math.floor(random.next() * 2)]!);
    }
    await clock.advance(Math.floor(random.next() * 50));
  }
  const outcomes = await clock.runUntil(Promise.all(sends));
  await clock.runUntil(producer.close());
  for (let partition = 0; partition < 4; partition++) {
    const stored = storedValues(broker, 't', partition).map(Number);
    const sent = Array.from(sends.keys()).filter((i) => i % 4 === partition);
    assert.deepEqual(stored, sent, `seed ${seed}, partition ${partition}`);
    for (const [offset, i] of sent.entries()) assert.equal(outcomes[i]!.offset, offset);
  }
  await clock.runUntil(broker.close());
  // What is still on the wire arrives, where nobody is any more.
  await clock.advance(10);
  assert.equal(clock.pendingTimers, 0, `seed ${seed}: timers are left`);
}

const SEEDS = Number(process.env['PRODUCER_SIMULATIONS'] ?? 10);

test('the real thing on a bad network: each record once, in order', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) await simulate(seed);
});
