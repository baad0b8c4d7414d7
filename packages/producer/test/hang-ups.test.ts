import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConnectTarget, Network, Runtime, Socket, SocketHandlers } from '@k/runtime';
import { World } from '@k/testing';
import { KafkaProducer } from '../src/index.ts';

/** A proxy that takes every connection and, while `hangsUp`, ends it at the first bytes: a port-forward without its pod. */
function behindProxy(runtime: Runtime, hangsUp: () => boolean): Runtime {
  const { clock, network } = runtime;
  const proxy: Network = {
    connect(target: ConnectTarget, handlers: SocketHandlers): Socket {
      if (!hangsUp()) return network.connect(target, handlers);
      let open = true;
      const end = (): void => {
        if (!open) return;
        open = false;
        clock.setTimeout(() => {
          handlers.onClose();
        }, 3);
      };
      clock.setTimeout(() => {
        if (open) handlers.onConnect();
      }, 3);
      return {
        write: () => {
          end();
          return true;
        },
        destroy: end,
      };
    },
  };
  return { ...runtime, network: proxy };
}

test('ten producers behind a proxy that hangs up for 1.5 s: every one recovers, and loses nothing', async () => {
  const world = await World.create({}, 5);
  const { clock, broker } = world;
  world.network.setFaults({ latencyMs: [0, 4] });
  broker.createTopic('t');
  const stormEnds = clock.monotonic() + 1_500;
  const runtime = behindProxy(world.runtime, () => clock.monotonic() < stormEnds);
  const producers = Array.from({ length: 10 }, () => {
    return new KafkaProducer({ bootstrapServers: broker.bootstrapServers, runtime });
  });
  const sends = producers.map((producer, i) => producer.send({ topic: 't', value: `${i}` }));
  const outcomes = await clock.runUntil(Promise.all(sends));
  assert.deepEqual(
    outcomes.map(({ offset }) => offset).sort(),
    Array.from({ length: 10 }, (_, i) => i),
  );
  assert.ok(clock.monotonic() < stormEnds + 2_000, 'nobody had to find out first that it is no old broker');
  await clock.runUntil(Promise.all(producers.map((producer) => producer.close())));
  await world.close();
});

for (let times = 1; times <= 12; times++) {
  test(`a producer whose first ${times} connections are hung up on sends what it was given`, async () => {
    const world = await World.create({}, times);
    const { clock, broker } = world;
    broker.createTopic('t');
    let left = times;
    const runtime = behindProxy(world.runtime, () => left-- > 0);
    const producer = new KafkaProducer({ bootstrapServers: broker.bootstrapServers, runtime });
    const { offset } = await clock.runUntil(producer.send({ topic: 't', value: 'v' }));
    assert.equal(offset, 0);
    await clock.runUntil(producer.close());
    await world.close();
  });
}
