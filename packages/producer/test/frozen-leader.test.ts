import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World } from '@k/testing';
import { KafkaProducer } from '../src/index.ts';
import { storedValues } from './support/stored.ts';

test('goes on at the new leader when the old one is frozen, long before the time limit: each record once, in order', async () => {
  await using world = await World.create({ nodes: 2 }, 5);
  const { clock, network, runtime, broker } = world;
  broker.createTopic('t', { assignment: [[0, 1]] });
  const producer = new KafkaProducer({ bootstrapServers: broker.bootstrapServers, runtime });
  const send = (value: string) => producer.send({ topic: 't', value });
  await clock.runUntil(send('before'));
  network.setFaults({ latencyMs: [5, 5] });
  const stored = send('stored, and not answered in time');
  await clock.advance(7); // it has arrived there, its answer has not arrived here
  network.setFaults({ blackHole: true }, broker.bootstrapServers[0]);
  const startedAt = clock.monotonic();
  const rest = [send('a'), send('b')];
  await clock.advance(3_000);
  broker.moveLeader('t', 0, 1);
  const offsets = (await clock.runUntil(Promise.all([stored, ...rest]))).map(({ offset }) => offset);
  const took = clock.monotonic() - startedAt;
  assert.ok(took < 25_000, `${took} ms of virtual time`);
  assert.deepEqual(offsets, [1, 2, 3]);
  network.heal();
  // What the old leader has been sent arrives there after all.
  await clock.advance(1_000);
  assert.deepEqual(storedValues(broker, 't'), ['before', 'stored, and not answered in time', 'a', 'b']);
  await clock.runUntil(producer.close());
});
