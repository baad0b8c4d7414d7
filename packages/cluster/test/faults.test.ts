import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { MemoryNetwork } from '@k/runtime';
import { simulation } from '@k/testing';
import { createBroker } from '@k/broker';
import { KafkaError, Metadata } from '@k/wire';
import { Cluster } from '../src/index.ts';

const SEEDS = 25;
const REQUESTS = 60;

/** One run under a faulty network; everything in it follows from the seed. */
async function run(seed: number): Promise<{ answered: number; failed: number; reconnects: number }> {
  const { clock, network, random } = simulation(seed);
  const broker = await createBroker({ nodes: 3, network, clock, random });
  let connects = 0;
  const counting = {
    connect: (...args: Parameters<MemoryNetwork['connect']>) => {
      connects++;
      return network.connect(...args);
    },
  };
  const cluster = new Cluster({
    bootstrapServers: broker.bootstrapServers,
    runtime: { clock, random, network: counting },
    requestTimeoutMs: 2_000,
  });
  for (let i = 0; i < REQUESTS; i++) broker.createTopic(`topic-${i}`);
  network.setFaults({ latencyMs: [0, 30], maxChunkBytes: 100, dropProbability: 0.03, refuseProbability: 0.1 });
  let answered = 0;
  let failed = 0;
  const one = async (i: number): Promise<void> => {
    const abort = new AbortController();
    if (i % 7 === 0) clock.setTimeout(() => abort.abort(new Error('given up')), 20 + i);
    const limits = { retry: i % 3 !== 0, timeoutMs: 200 + 100 * i, signal: abort.signal };
    const target = i % 2 === 0 ? 'any' : { broker: i % 3 };
    try {
      const { topics } = await cluster.request(target, Metadata, { topics: [{ name: `topic-${i}` }] }, limits);
      assert.deepEqual(topics.map(({ name }) => name), [`topic-${i}`]); // prettier-ignore
      answered++;
    } catch (error) {
      const expected = KafkaError.is(error) ? error.retriable : error === abort.signal.reason;
      assert.ok(expected, String(error));
      failed++;
    }
  };
  await clock.runUntil(Promise.all(Array.from({ length: REQUESTS }, (_, i) => one(i))));
  network.heal();
  await clock.runUntil(cluster.retry('find every broker again', () => cluster.refresh(), { timeoutMs: 60_000 }));
  for (const { nodeId } of cluster.brokers) {
    await clock.runUntil(cluster.request({ broker: nodeId }, Metadata, { topics: [] }, { retry: true }));
  }
  await clock.runUntil(cluster.close());
  await clock.advance(1_000);
  assert.equal(network.connectionCount, 0);
  await clock.runUntil(broker.close());
  return { answered, failed, reconnects: connects };
}

it(`under a faulty network every request gets its own reply or a retriable error (${SEEDS} seeds)`, async () => {
  const total = { answered: 0, failed: 0, reconnects: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    try {
      const { answered, failed, reconnects } = await run(seed);
      assert.equal(answered + failed, REQUESTS);
      total.answered += answered;
      total.failed += failed;
      total.reconnects += reconnects;
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  // At least eight connects a run: the faults did happen, and most requests came through all the same.
  assert.ok(total.reconnects > SEEDS * 8, JSON.stringify(total));
  assert.ok(total.failed > SEEDS && total.answered > total.failed, JSON.stringify(total));
});

it('the same seed gives the same run', async () => {
  assert.deepEqual(await run(7), await run(7));
});
