import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ErrorCode } from '@k/wire';
import { failure } from '@k/testing';
import { PartialResultError, settled } from '../src/index.ts';
import { World } from './world.ts';

it('createTopics() makes topics, and listTopics() has them', async () => {
  await using world = await World.create();
  const admin = world.admin();
  const made = await world.run(admin.createTopics([{ name: 'orders', numPartitions: 3 }, { name: 'payments' }]));
  assert.equal(made.get('orders')?.numPartitions, 3);
  assert.equal(made.get('orders')?.topicId, world.broker.topic('orders')?.topicId);
  assert.equal(made.get('payments')?.replicationFactor, 1);
  assert.equal(made.get('payments')?.configs?.get('cleanup.policy'), 'delete');
  const listed = await world.run(admin.listTopics());
  assert.deepEqual([...listed.keys()].sort(), ['orders', 'payments']);
});

it('a topic that cannot be made does not keep others from being made, and all is told', async () => {
  await using world = await World.create();
  world.broker.createTopic('orders', { partitions: 1 });
  const admin = world.admin();
  const error = await world.run(failure(admin.createTopics([{ name: 'orders' }, { name: 'payments' }])));
  assert.ok(error instanceof PartialResultError);
  assert.match(error.message, /^KafkaAdmin: createTopics\(\): 1 of 2 failed: orders: TOPIC_ALREADY_EXISTS/);
  assert.equal((error.errors.get('orders') as { code?: number }).code, ErrorCode.TOPIC_ALREADY_EXISTS);
  assert.deepEqual([...error.results.keys()], ['payments']);
  const outcomes = await world.run(settled(admin.createTopics([{ name: 'orders' }, { name: 'refunds' }])));
  assert.deepEqual(
    Array.from(outcomes, ([name, { status }]) => [name, status]),
    [
      ['orders', 'rejected'],
      ['refunds', 'fulfilled'],
    ],
  );
});

it('validateOnly makes nothing', async () => {
  await using world = await World.create();
  await world.run(world.admin().createTopics([{ name: 'orders' }], { validateOnly: true }));
  assert.deepEqual(world.broker.topicNames, []);
});

it('what is wrong with arguments is told before anything is asked', async () => {
  await using world = await World.create();
  const admin = world.admin();
  const twice = [{ name: 'orders' }, { name: 'orders' }];
  await assert.rejects(admin.createTopics(twice), { name: 'ConfigError', message: /topics: .*once, got .*orders/ });
  // @ts-expect-error -- a name that nobody knows
  await assert.rejects(admin.createTopics([{ name: 'orders', partitions: 3 }]), /topics\.0\.partitions/);
  // @ts-expect-error -- one argument too many
  await assert.rejects(admin.listTopics({}, 1), /at most 1 argument/);
  await assert.rejects(
    admin.createTopics([{ name: 'orders', numPartitions: 1, replicasAssignments: [[0]] }]),
    /not both/,
  );
});
