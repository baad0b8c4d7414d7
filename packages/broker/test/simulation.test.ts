import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ApiVersions, Metadata } from '@k/wire';
import { fetchFrom, produceTo } from './support/calls.ts';
import { batchOf, recordsIn } from './support/records.ts';
import { Simulated, watch } from './support/simulated.ts';

describe('a broker in simulation', () => {
  let sim: Simulated;
  beforeEach(async () => {
    sim = await Simulated.start({ nodes: 2 }, 42);
  });
  afterEach(() => sim.stop());

  it('serves over the in-memory network with latency and cut chunks', async () => {
    sim.network.setFaults({ latencyMs: [1, 20], maxChunkBytes: 7 });
    sim.broker.createTopic('t', { assignment: [[0]] });
    const client = await sim.client();
    const start = sim.clock.monotonic();
    await sim.run(produceTo(client, { name: 't' }, 0, batchOf(['a', 'b'])));
    const { records } = await sim.run(fetchFrom(client, 't', 0, 0));
    assert.deepEqual(recordsIn(records), ['0:a', '1:b']);
    assert.ok(sim.clock.monotonic() - start >= 4, 'two round trips');
    assert.equal(Number(records?.length) > 60, true);
  });

  it('parks a fetch for exactly maxWaitMs of virtual time', async () => {
    sim.broker.createTopic('t', { assignment: [[0]] });
    const client = await sim.client();
    const start = sim.clock.monotonic();
    const waiting = watch(fetchFrom(client, 't', 0, 0, { maxWaitMs: 3_600_000 }));
    await sim.clock.advance(3_599_999);
    assert.equal(waiting.settled, false);
    const { errorCode } = await sim.run(waiting.promise);
    assert.deepEqual([errorCode, sim.clock.monotonic() - start], [0, 3_600_000]);
    assert.equal(sim.clock.pendingTimers, 0);
  });

  it('closes without the clock being moved', async () => {
    const client = await sim.client();
    await sim.broker.close();
    assert.deepEqual(sim.broker.connections, []);
    await sim.run(client.closed);
    assert.equal(sim.network.connectionCount, 0);
  });

  it('takes the same course for the same seed', async () => {
    const course = async (seed: number): Promise<string> => {
      const run = await Simulated.start({}, seed);
      run.network.setFaults({ latencyMs: [1, 100], maxChunkBytes: 50 });
      const steps: string[] = [run.broker.clusterId];
      run.broker.observe((event) => steps.push(`${String(run.clock.monotonic())} ${JSON.stringify(event)}`));
      const client = await run.client();
      for (let i = 0; i < 5; i++) await run.run(client.request(Metadata, 1, { topics: [{ name: `t${String(i)}` }] }));
      await run.run(client.request(ApiVersions, 0, {}));
      await run.stop();
      return steps.join('\n');
    };
    assert.equal(await course(7), await course(7));
    assert.notEqual(await course(7), await course(8));
  });
});
