import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CreateTopics, ErrorCode } from '@k/wire';
import { failure } from '@k/testing';
import { PartialResultError, settled } from '../src/index.ts';
import { Scripted } from './scripted.ts';
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
  const { topicId } = made.get('orders') ?? {};
  assert.deepEqual(listed.get('orders'), { name: 'orders', topicId, isInternal: false });
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

const made = { numPartitions: 1, replicationFactor: 1 };

it('createTopics() goes to the new controller when the one it asks is none any more', async () => {
  await using script = await Scripted.start([CreateTopics], { brokers: 2 });
  script.on(CreateTopics, ({ broker, body }) => {
    if (broker === 2) return { topics: body.topics.map(({ name }) => ({ name, ...made })) };
    script.controllerId = 2;
    return { topics: body.topics.map(({ name }) => ({ name, errorCode: ErrorCode.NOT_CONTROLLER })) };
  });
  const topics = await script.run(script.admin().createTopics([{ name: 'orders' }]));
  assert.equal(topics.get('orders')?.numPartitions, 1);
  assert.deepEqual(
    script.requests(CreateTopics).map(({ broker }) => broker),
    [1, 2],
  );
});

it('that the controller took too long is told, not tried again: it may still make the topic', async () => {
  await using script = await Scripted.start([CreateTopics]);
  script.on(CreateTopics, () => ({ topics: [{ name: 'orders', errorCode: ErrorCode.REQUEST_TIMED_OUT }] }));
  const outcomes = await script.run(settled(script.admin().createTopics([{ name: 'orders' }])));
  assert.match(outcomes.get('orders')?.reason?.message ?? '', /^REQUEST_TIMED_OUT/);
  assert.equal(script.requests(CreateTopics).length, 1);
});

it('a quota for changes is waited out, unless the call says otherwise', async () => {
  await using script = await Scripted.start([CreateTopics]);
  script.on(CreateTopics, () => {
    const isFirst = script.requests(CreateTopics).length === 1;
    if (!isFirst) return { topics: [{ name: 'orders', ...made }] };
    return { throttleTimeMs: 5_000, topics: [{ name: 'orders', errorCode: ErrorCode.THROTTLING_QUOTA_EXCEEDED }] };
  });
  const admin = script.admin();
  await script.run(admin.createTopics([{ name: 'orders' }]));
  assert.equal(script.requests(CreateTopics).length, 2);
  assert.ok(script.place.clock.now() >= 5_000, 'it came back before the broker would have it');
  script.seen.length = 0;
  const call = admin.createTopics([{ name: 'orders' }], { retryOnQuotaViolation: false });
  const outcomes = await script.run(settled(call));
  assert.match(outcomes.get('orders')?.reason?.message ?? '', /^THROTTLING_QUOTA_EXCEEDED/);
});

it('a broker is given no more time than the client waits', async () => {
  await using script = await Scripted.start([CreateTopics]);
  script.on(CreateTopics, () => ({ topics: [{ name: 'orders', ...made }] }));
  const admin = script.admin({ requestTimeoutMs: 7_000 });
  await script.run(admin.createTopics([{ name: 'orders' }]));
  await script.run(admin.createTopics([{ name: 'orders' }], { timeoutMs: 2_000 }));
  const given = script.requests(CreateTopics).map(({ body }) => body.timeoutMs);
  assert.deepEqual(given, [7_000, 2_000]);
});

it('what an old broker cannot do is told with the release that can', async () => {
  await using script = await Scripted.start([CreateTopics], { versions: { CreateTopics: 0 } });
  script.on(CreateTopics, () => ({ topics: [] }));
  const admin = script.admin();
  const dry = await script.run(settled(admin.createTopics([{ name: 'orders', ...made }], { validateOnly: true })));
  assert.equal(dry.get('orders')?.reason?.name, 'UnsupportedVersionError');
  assert.match(dry.get('orders')?.reason?.message ?? '', /Kafka 0\.10\.2/);
  const counts = await script.run(settled(admin.createTopics([{ name: 'orders' }])));
  assert.match(counts.get('orders')?.reason?.message ?? '', /Kafka 2\.4/);
  assert.equal(script.requests(CreateTopics).length, 0);
});
