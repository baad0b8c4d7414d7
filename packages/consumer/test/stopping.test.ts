import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { KafkaConsumer } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, next, pollValues } from './world.ts';

const p0 = { topic: 't', partition: 0 };
const earliest = { groupId: 'g', autoOffsetReset: 'earliest' } as const;

describe('stopping', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    await world.produce('t', 0, numbered(500));
  });
  afterEach(() => world.close());

  function committed(): number | undefined {
    return world.broker.committed('g', 't', 0)?.offset;
  }

  for (const way of ['records', 'batches'] as const) {
    it(`pitfall 38: a signal ends a loop over ${way} after what the handler finished is handed back`, async () => {
      const consumer = world.consumer(earliest);
      consumer.subscribe({ topics: ['t'] });
      const stop = new AbortController();
      let handled = 0;
      const read = async (): Promise<void> => {
        if (way === 'records') {
          for await (const _ of consumer.records({ signal: stop.signal })) if (++handled === 77) stop.abort();
        } else {
          for await (const batch of consumer.batches({ signal: stop.signal })) {
            handled += batch.toArray().length;
            stop.abort();
          }
        }
      };
      await world.run(read());
      assert.equal(handled, way === 'records' ? 77 : 500);
      await world.run(consumer.close());
      assert.equal(committed(), handled);
    });
  }

  it('pitfall 38: poll hands back what the one before gave, then rejects with the reason of its signal', async () => {
    const consumer = world.consumer(earliest);
    consumer.subscribe({ topics: ['t'] });
    assert.equal((await world.run(pollValues(consumer, 500))).length, 500);
    await assert.rejects(consumer.poll({ signal: AbortSignal.abort(new Error('enough')) }), /enough/);
    await world.run(consumer.close());
    assert.equal(committed(), 500);
  });

  it('a signal ends a loop that waits, and one that has not begun, whatever its reason', async () => {
    const consumer = world.consumer(earliest);
    consumer.assign([p0]);
    consumer.seek(p0, 500);
    const stop = new AbortController();
    const waiting = consumer.records({ signal: stop.signal }).next();
    await world.clock.advance(1_000);
    stop.abort(new Error('a reason of its own'));
    assert.deepEqual(await waiting, { done: true, value: undefined });
    assert.deepEqual(await consumer.batches({ signal: stop.signal }).next(), { done: true, value: undefined });
  });

  it('a loop that is ended by a signal still throws what goes wrong before', async () => {
    const consumer = world.consumer({ autoOffsetReset: 'none' });
    consumer.assign([p0]);
    const step = consumer.records({ signal: new AbortController().signal }).next();
    await assert.rejects(world.run(step), { name: 'NoOffsetError' });
  });

  for (const way of ['records', 'batches', 'poll'] as const) {
    it(`stop() finishes what is in hand, commits, leaves the group and closes (${way})`, async () => {
      const consumer = world.consumer(earliest);
      consumer.subscribe({ topics: ['t'] });
      let finish: () => void = () => undefined;
      const handling = new Promise<void>((resolve) => (finish = resolve));
      let handled = 0;
      const handle = async (count: number): Promise<void> => {
        await handling;
        handled += count;
      };
      const read = async (): Promise<void> => {
        if (way === 'records') for await (const _ of consumer) await handle(1);
        else if (way === 'batches') for await (const batch of consumer.batches()) await handle(batch.toArray().length);
        else {
          for (let got = 1; got > 0;) {
            got = (await consumer.poll()).count;
            await handle(got);
          }
        }
      };
      const loop = read();
      await world.clock.advance(10_000);
      const stopping = consumer.stop();
      await world.clock.advance(10_000);
      assert.deepEqual([handled, consumer.membership?.state], [0, 'stable'], 'it is waited for');
      assert.throws(() => consumer.subscribe({ topics: ['t'] }), { name: 'StateError', message: /after stop\(\)/ });
      finish();
      await world.run(loop);
      await world.run(stopping);
      assert.equal(handled, way === 'records' ? 1 : 500);
      assert.equal(committed(), handled);
      assert.equal(world.broker.group('g')?.members.length, 0, 'out of the group');
      await assert.rejects(consumer.poll(), { name: 'StateError', message: /after close/ });
      await consumer.stop();
    });
  }

  it('stop() gives a handler that does not end up in time, and close() gives it up at once', async () => {
    for (const end of ['time', 'close'] as const) {
      const consumer = world.consumer({ ...earliest, groupId: end });
      consumer.subscribe({ topics: ['t'] });
      void consumer.records().next();
      await world.clock.advance(10_000);
      const warnings: string[] = [];
      consumer.on('warning', ({ message }) => void warnings.push(message));
      const since = world.clock.monotonic();
      const stopping = consumer.stop();
      if (end === 'close') await world.run(consumer.close());
      await world.run(stopping);
      const took = world.clock.monotonic() - since;
      assert.ok(end === 'close' ? took < 1_000 : took >= 14_000 && took < 20_000, `${end}: ${String(took)} ms`);
      assert.equal(world.broker.committed(end, 't', 0)?.offset, 0, 'nothing was handed back');
      assert.deepEqual(
        warnings.map((message) => message.slice(0, 72)),
        end === 'time' ? ['KafkaConsumer: stop() has waited 14000 ms for records in hand of t-0, wh'] : [],
      );
      assert.equal(world.broker.group(end)?.members.length, 0, 'out of the group');
    }
  });

  it('a rebalance that cannot wait for what is in hand while it stops does not feed it anew', async () => {
    const consumer = world.consumer({ ...earliest, rebalanceTimeoutMs: 3_000 });
    consumer.subscribe({ topics: ['t'] });
    const handled: number[] = [];
    let finish: () => void = () => undefined;
    const handling = new Promise<void>((resolve) => (finish = resolve));
    const loop = (async () => {
      for await (const { offset } of consumer) {
        await handling;
        handled.push(offset);
      }
    })();
    await world.clock.advance(10_000);
    const stopping = consumer.stop();
    const other = world.consumer(earliest);
    other.subscribe({ topics: ['t'] });
    const reading = other.poll({ timeoutMs: 60_000 });
    await world.run(next(other, 'assigned'));
    await world.run(stopping);
    finish();
    await world.run(loop);
    assert.deepEqual(handled, [0]);
    assert.equal((await world.run(reading)).count, 500);
  });

  it('idleTimeoutMs ends a loop into which nothing came for so long, with everything handed back', async () => {
    for (const way of ['records', 'batches'] as const) {
      const consumer = world.consumer({ ...earliest, groupId: way });
      consumer.subscribe({ topics: ['t'] });
      let count = 0;
      const read = async (): Promise<void> => {
        if (way === 'records') for await (const _ of consumer.records({ idleTimeoutMs: 30_000 })) count++;
        else for await (const batch of consumer.batches({ idleTimeoutMs: 30_000 })) count += batch.toArray().length;
      };
      const loop = read();
      await world.clock.advance(25_000);
      await world.produce('t', 0, ['one more']);
      const since = world.clock.monotonic();
      await world.run(loop);
      assert.equal(Math.floor((world.clock.monotonic() - since) / 1_000), 30);
      await world.run(consumer.close());
      assert.equal(world.broker.committed(way, 't', 0)?.offset, way === 'records' ? 501 : 502);
      assert.equal(count, way === 'records' ? 501 : 502);
    }
  });

  for (const sharing of [false, true]) {
    it(`close() ends well within a pod’s grace when the brokers are gone${sharing ? ', on a shared cluster' : ''}`, async () => {
      for (const gone of ['silent', 'refusing'] as const) {
        const consumer = world.consumer({ ...earliest, groupId: gone, ...(sharing ? { cluster: world.cluster } : {}) });
        if (sharing) world.cluster.acquire();
        consumer.subscribe({ topics: ['t'] });
        await world.run(pollValues(consumer, 500));
        await world.run(consumer.poll({ timeoutMs: 10 }));
        if (gone === 'refusing') await world.run(world.broker.stop());
        else world.network.setFaults({ blackHole: true });
        await world.clock.advance(20_000);
        const since = world.clock.monotonic();
        await world.run(consumer.close());
        const took = world.clock.monotonic() - since;
        assert.ok(took <= 10_000, `${gone}: ${String(took)} ms`);
        world.network.heal();
      }
    });
  }

  it('a consumer that was only constructed has no timer and no connection', async () => {
    const { pendingTimers } = world.clock;
    const connections = world.broker.connections.length;
    const consumer = world.consumer(earliest);
    await world.clock.advance(1_000);
    assert.equal(world.clock.pendingTimers, pendingTimers);
    assert.equal(world.broker.connections.length, connections);
    await world.run(consumer.close());
  });

  it('pitfall 33: one listener for each signal, and nothing left behind by 10,000 failed calls', async () => {
    const { signal } = new AbortController();
    const consumers = Array.from({ length: 20 }, (_, i) => world.consumer({ ...earliest, groupId: `g${String(i)}` }));
    for (const consumer of consumers) {
      consumer.assign([p0]);
      consumer.seek(p0, 500);
    }
    const all = consumers.map((consumer) => consumer.poll({ signal, timeoutMs: 5_000 }));
    const loops = consumers.map(async (consumer) => (await consumer.position(p0, { signal })) === 500);
    await world.clock.advance(0);
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    await world.run(Promise.all([...all, ...loops]));
    assert.equal(getEventListeners(signal, 'abort').length, 0);

    const [consumer] = consumers as [KafkaConsumer];
    await world.run(world.broker.stop());
    await world.clock.advance(60_000);
    const { pendingTimers } = world.clock;
    for (let i = 0; i < 1_000; i++) {
      const calls = Array.from({ length: 10 }, (_, n) => {
        const options = { signal, timeoutMs: n };
        return n === 0 ? consumer.poll(options) : consumer.committed([p0], options);
      });
      await world.run(Promise.allSettled(calls));
    }
    await world.clock.advance(60_000);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    assert.ok(world.clock.pendingTimers <= pendingTimers + 5, `${String(world.clock.pendingTimers)} timers`);
    await world.run(world.broker.start());
  });
});
