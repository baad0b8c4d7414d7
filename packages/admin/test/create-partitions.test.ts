import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CreatePartitions, ErrorCode } from '@k/wire';
import { settled } from '../src/index.ts';
import { Scripted } from './scripted.ts';
import { World } from './world.ts';

it('createPartitions() gives topics more partitions, where the brokers or the caller want them', async () => {
  await using world = await World.create({ nodes: 3 });
  world.broker.createTopic('orders', { partitions: 1 });
  world.broker.createTopic('payments', { partitions: 2 });
  const admin = world.admin();
  const added = await world.run(
    admin.createPartitions([
      { name: 'orders', totalCount: 4 },
      {
        name: 'payments',
        totalCount: 4,
        newAssignments: [
          [2, 0, 1],
          [0, 1, 2],
        ],
      },
    ]),
  );
  assert.deepEqual([...added.keys()], ['orders', 'payments']);
  const described = await world.run(admin.describeTopics(['orders', 'payments']));
  assert.equal(described.get('orders')?.partitions.length, 4);
  const places = described.get('payments')?.partitions.map(({ replicas }) => replicas.map(({ nodeId }) => nodeId));
  assert.deepEqual(places?.slice(2), [
    [2, 0, 1],
    [0, 1, 2],
  ]);
});

it('what is wrong with one topic keeps no other from growing', async () => {
  await using world = await World.create();
  world.broker.createTopic('orders', { partitions: 3 });
  world.broker.createTopic('payments', { partitions: 1 });
  const outcomes = await world.run(
    settled(
      world.admin().createPartitions([
        { name: 'orders', totalCount: 3 },
        { name: 'payments', totalCount: 2 },
        { name: 'refunds', totalCount: 2 },
      ]),
    ),
  );
  assert.match(outcomes.get('orders')?.reason?.message ?? '', /^INVALID_PARTITIONS/);
  assert.equal(outcomes.get('payments')?.status, 'fulfilled');
  assert.match(outcomes.get('refunds')?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION.*refunds/);
  assert.equal(world.broker.topic('payments')?.partitions.length, 2);
});

it('validateOnly adds nothing, and still finds what is wrong', async () => {
  await using world = await World.create();
  world.broker.createTopic('orders', { partitions: 2 });
  const admin = world.admin();
  await world.run(admin.createPartitions([{ name: 'orders', totalCount: 3 }], { validateOnly: true }));
  assert.equal(world.broker.topic('orders')?.partitions.length, 2);
  const fewer = await world.run(
    settled(admin.createPartitions([{ name: 'orders', totalCount: 1 }], { validateOnly: true })),
  );
  assert.match(fewer.get('orders')?.reason?.message ?? '', /^INVALID_PARTITIONS/);
});

it('what makes no sense is refused before anything is asked', async () => {
  await using script = await Scripted.start([CreatePartitions]);
  const admin = script.admin();
  const refused = async (topics: unknown, message: RegExp): Promise<void> => {
    await assert.rejects(admin.createPartitions(topics as []), { name: 'ConfigError', message });
  };
  const orders = { name: 'orders', totalCount: 2 };
  await refused([orders, orders], /topics: .*once, got .*orders/);
  await refused([{ ...orders, totalCount: 0 }], /totalCount/);
  await refused([{ ...orders, totalCount: 1.5 }], /totalCount/);
  await refused([{ ...orders, totalCount: 2 ** 31 }], /totalCount/);
  await refused([{ ...orders, newAssignments: [[]] }], /newAssignments\.0/);
  await refused([{ ...orders, newAssignments: [] }], /newAssignments/);
  await refused({ orders: 2 }, /topics/);
  await refused([{ ...orders, assignments: [[1]] }], /assignments/);
  assert.equal((await script.run(admin.createPartitions([]))).size, 0);
  assert.deepEqual(script.seen, []);
});

it('the controller decides where partitions go when nobody says it, and another one is asked once it has moved', async () => {
  await using script = await Scripted.start([CreatePartitions], { brokers: 2 });
  script.on(CreatePartitions, ({ broker, body }) => {
    const errorCode = broker === 1 ? ErrorCode.NOT_CONTROLLER : ErrorCode.NONE;
    script.controllerId = 2;
    return { results: body.topics.map(({ name }) => ({ name, errorCode })) };
  });
  await script.run(script.admin().createPartitions([{ name: 'orders', totalCount: 2 }]));
  const asked = script.requests(CreatePartitions);
  assert.deepEqual(
    asked.map(({ broker, body }) => [broker, body.topics[0]?.count, body.topics[0]?.assignments, body.validateOnly]),
    [
      [1, 2, null, false],
      [2, 2, null, false],
    ],
  );
});

it('a quota for changes is waited out, unless the call says otherwise', async () => {
  await using script = await Scripted.start([CreatePartitions]);
  script.on(CreatePartitions, () => {
    const errorCode = script.requests(CreatePartitions).length === 1 ? ErrorCode.THROTTLING_QUOTA_EXCEEDED : 0;
    return { results: [{ name: 'orders', errorCode }] };
  });
  const admin = script.admin();
  await script.run(admin.createPartitions([{ name: 'orders', totalCount: 2 }]));
  assert.equal(script.requests(CreatePartitions).length, 2);
  script.seen.length = 0;
  const call = admin.createPartitions([{ name: 'orders', totalCount: 2 }], { retryOnQuotaViolation: false });
  assert.match((await script.run(settled(call))).get('orders')?.reason?.message ?? '', /^THROTTLING_QUOTA_EXCEEDED/);
});
