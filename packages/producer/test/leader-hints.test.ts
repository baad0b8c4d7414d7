import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World } from '@k/testing';
import { Metadata } from '@k/wire';
import { KafkaProducer } from '../src/index.ts';

test('goes to the new leader that an error answer names, without metadata (KIP-951)', async () => {
  await using world = await World.create({ nodes: 2 }, 5);
  const { clock, runtime, broker } = world;
  broker.createTopic('t', { assignment: [[0, 1]] });
  const producer = new KafkaProducer({ bootstrapServers: broker.bootstrapServers, runtime });
  await clock.runUntil(producer.send({ topic: 't', value: 'before' }));
  const silence = broker.control(Metadata, () => 'drop' as const);
  broker.moveLeader('t', 0, 1);
  const startedAt = clock.monotonic();
  const { offset } = await clock.runUntil(producer.send({ topic: 't', value: 'after' }));
  assert.equal(offset, 1);
  // Nobody answered a request for metadata, which would have taken its time limit to be noticed.
  assert.ok(clock.monotonic() - startedAt < 1_000, `${clock.monotonic() - startedAt} ms of virtual time`);
  assert.ok(silence.calls > 0);
  broker.moveLeader('t', 0, 0);
  await clock.runUntil(producer.send({ topic: 't', value: 'back' }));
  assert.ok(clock.monotonic() - startedAt < 2_000, 'broker 0 as well');
  silence.remove();
  await clock.runUntil(producer.close());
});
