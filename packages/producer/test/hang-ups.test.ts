import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  MemoryNetwork,
  seededRandom,
  VirtualClock,
  type ConnectTarget,
  type Network,
  type Socket,
  type SocketHandlers,
} from '@k/runtime';
import { createBroker } from '@k/broker';
import { KafkaProducer } from '../src/index.ts';

/** A proxy that takes every connection and, while `hangsUp`, ends it at the first bytes: a port-forward without its pod. */
function behindProxy(network: MemoryNetwork, clock: VirtualClock, hangsUp: () => boolean): Network {
  return {
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
}

test('ten producers behind a proxy that hangs up for 1.5 s: every one recovers, and loses nothing', async () => {
  const clock = new VirtualClock();
  const random = seededRandom(5);
  const network = new MemoryNetwork({ clock, random, faults: { latencyMs: [0, 4] } });
  const broker = await clock.runUntil(createBroker({ network, clock, random }));
  broker.createTopic('t');
  const stormEnds = clock.monotonic() + 1_500;
  const proxied = behindProxy(network, clock, () => clock.monotonic() < stormEnds);
  const producers = Array.from({ length: 10 }, () => {
    const runtime = { clock, random, network: proxied };
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
  await clock.runUntil(broker.close());
});

for (let times = 1; times <= 12; times++) {
  test(`a producer whose first ${times} connections are hung up on sends what it was given`, async () => {
    const clock = new VirtualClock();
    const random = seededRandom(times);
    const network = new MemoryNetwork({ clock, random });
    const broker = await clock.runUntil(createBroker({ network, clock, random }));
    broker.createTopic('t');
    let left = times;
    const runtime = { clock, random, network: behindProxy(network, clock, () => left-- > 0) };
    const producer = new KafkaProducer({ bootstrapServers: broker.bootstrapServers, runtime });
    const { offset } = await clock.runUntil(producer.send({ topic: 't', value: 'v' }));
    assert.equal(offset, 0);
    await clock.runUntil(producer.close());
    await clock.runUntil(broker.close());
  });
}
