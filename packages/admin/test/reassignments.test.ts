import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AlterPartitionReassignments, ErrorCode, ListPartitionReassignments } from '@k/wire';
import { failure } from '@k/testing';
import { settled, type TopicPartition } from '../src/index.ts';
import { Scripted } from './scripted.ts';

const at = (partition: number, topic = 'orders'): TopicPartition => ({ topic, partition });

it('alterPartitionReassignments() moves partitions, and calls moves off', async () => {
  await using script = await Scripted.start([AlterPartitionReassignments]);
  script.on(AlterPartitionReassignments, () => ({
    responses: [
      {
        name: 'orders',
        partitions: [
          { partitionIndex: 0 },
          { partitionIndex: 1, errorCode: ErrorCode.NO_REASSIGNMENT_IN_PROGRESS, errorMessage: 'nothing to call off' },
        ],
      },
      {
        name: 'payments',
        partitions: [
          { partitionIndex: 0, errorCode: ErrorCode.INVALID_REPLICA_ASSIGNMENT, errorMessage: 'no broker 9' },
        ],
      },
    ],
  }));
  const call = script.admin().alterPartitionReassignments([
    { ...at(0), targetReplicas: [3, 1] },
    { ...at(1), targetReplicas: null },
    { ...at(0, 'payments'), targetReplicas: [9] },
  ]);
  const outcomes = await script.run(settled(call));
  assert.equal(outcomes.get(at(0))?.status, 'fulfilled');
  assert.match(
    outcomes.get(at(1))?.reason?.message ?? '',
    /^NO_REASSIGNMENT_IN_PROGRESS.*orders-1.*nothing to call off/,
  );
  assert.match(outcomes.get(at(0, 'payments'))?.reason?.message ?? '', /^INVALID_REPLICA_ASSIGNMENT.*no broker 9/);
  const [asked, ...more] = script.requests(AlterPartitionReassignments);
  assert.equal(more.length, 0);
  assert.equal(asked?.body.allowReplicationFactorChange, true);
  assert.deepEqual(
    asked.body.topics.map(({ name, partitions }) => [name, partitions.map((each) => each.replicas)]),
    [
      ['orders', [[3, 1], null]],
      ['payments', [[9]]],
    ],
  );
});

it('how many replicas there are may be held on to, where brokers know how', async () => {
  await using script = await Scripted.start([AlterPartitionReassignments]);
  script.on(AlterPartitionReassignments, () => ({
    responses: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }],
  }));
  const move = [{ ...at(0), targetReplicas: [1] }];
  const options = { allowReplicationFactorChange: false };
  await script.run(script.admin().alterPartitionReassignments(move, options));
  assert.equal(script.requests(AlterPartitionReassignments)[0]?.body.allowReplicationFactorChange, false);

  await using old = await Scripted.start([AlterPartitionReassignments], {
    versions: { AlterPartitionReassignments: 0 },
  });
  old.on(AlterPartitionReassignments, () => ({ responses: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }] }));
  const refused = await old.run(settled(old.admin().alterPartitionReassignments(move, options)));
  assert.match(refused.get(at(0))?.reason?.message ?? '', /Kafka 4\.1/);
  await old.run(old.admin().alterPartitionReassignments(move));
  assert.equal(old.requests(AlterPartitionReassignments).length, 1);
});

it('a refusal of the whole is the error of every partition, and the next controller is asked', async () => {
  await using script = await Scripted.start([AlterPartitionReassignments], { brokers: 2 });
  script.on(AlterPartitionReassignments, ({ broker }) => {
    script.controllerId = 2;
    const errorCode = broker === 1 ? ErrorCode.NOT_CONTROLLER : ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
    return { errorCode, errorMessage: 'not you' };
  });
  const moves = [0, 1].map((partition) => ({ ...at(partition), targetReplicas: [1] }));
  const outcomes = await script.run(settled(script.admin().alterPartitionReassignments(moves)));
  for (const { reason } of outcomes.values())
    assert.match(reason?.message ?? '', /^CLUSTER_AUTHORIZATION_FAILED.*not you/);
  assert.equal(outcomes.size, 2);
});

it('listPartitionReassignments() tells what is on its way', async () => {
  await using script = await Scripted.start([ListPartitionReassignments], { brokers: 2 });
  script.on(ListPartitionReassignments, ({ broker }) => {
    script.controllerId = 2;
    if (broker === 1) return { errorCode: ErrorCode.NOT_CONTROLLER };
    const moving = { partitionIndex: 1, replicas: [1, 2, 3], addingReplicas: [3], removingReplicas: [1] };
    return { topics: [{ name: 'orders', partitions: [moving] }] };
  });
  const admin = script.admin();
  const all = await script.run(admin.listPartitionReassignments());
  assert.deepEqual([...all], [[at(1), { replicas: [1, 2, 3], addingReplicas: [3], removingReplicas: [1] }]]);
  await script.run(admin.listPartitionReassignments(null));
  await script.run(admin.listPartitionReassignments([at(1), at(2)]));
  const asked = script
    .requests(ListPartitionReassignments)
    .map(({ body }) => body.topics?.map((t) => t.partitionIndexes));
  assert.deepEqual(asked, [undefined, undefined, undefined, [[1, 2]]]);
});

it('a refusal to list is thrown', async () => {
  await using script = await Scripted.start([ListPartitionReassignments]);
  script.on(ListPartitionReassignments, () => ({ errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED }));
  const error = await script.run(failure(script.admin().listPartitionReassignments()));
  assert.match(error.message, /^CLUSTER_AUTHORIZATION_FAILED/);
});

it('a broker that has no reassignments says which release has', async () => {
  const versions = { AlterPartitionReassignments: -1, ListPartitionReassignments: -1 };
  await using script = await Scripted.start([AlterPartitionReassignments, ListPartitionReassignments], { versions });
  const admin = script.admin();
  const error = await script.run(failure(admin.listPartitionReassignments()));
  assert.match(error.message, /Kafka 2\.4 and later/);
  const moved = await script.run(settled(admin.alterPartitionReassignments([{ ...at(0), targetReplicas: [1] }])));
  assert.match(moved.get(at(0))?.reason?.message ?? '', /Kafka 2\.4 and later/);
});

it('what makes no sense is refused before anything is asked', async () => {
  await using script = await Scripted.start([AlterPartitionReassignments, ListPartitionReassignments]);
  const admin = script.admin();
  const refused = async (moves: unknown, message: RegExp): Promise<void> => {
    await assert.rejects(admin.alterPartitionReassignments(moves as []), { name: 'ConfigError', message });
  };
  const move = { ...at(0), targetReplicas: [1] };
  await refused([move, { ...at(0), targetReplicas: null }], /reassignments: .*once, got .*orders-0/);
  await refused([{ ...at(0), targetReplicas: [] }], /targetReplicas/);
  await refused([at(0)], /targetReplicas/);
  await refused([{ ...move, targetReplicas: [-1] }], /targetReplicas\.0/);
  await refused([{ ...move, replicas: [1] }], /replicas/);
  await assert.rejects(admin.listPartitionReassignments([at(0), at(0)]), /partitions: .*once/);
  await assert.rejects(admin.listPartitionReassignments('orders' as never), /partitions/);
  assert.equal((await script.run(admin.alterPartitionReassignments([]))).size, 0);
  assert.deepEqual(script.seen, []);
});
