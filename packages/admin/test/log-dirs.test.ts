import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  AlterReplicaLogDirs,
  DescribeLogDirs,
  type DescribeLogDirsResponse,
  ErrorCode,
  type MessageInit,
} from '@k/wire';
import { settled, type TopicPartitionReplica } from '../src/index.ts';
import { Scripted } from './scripted.ts';

const replica = (brokerId: number, partition = 0): TopicPartitionReplica => ({ topic: 'orders', partition, brokerId });

/** What a broker says: orders-0 in the first directory and on its way to the second, the third has failed. */
const DIRS: MessageInit<DescribeLogDirsResponse> = {
  results: [
    {
      logDir: '/d2',
      topics: [
        {
          name: 'orders',
          partitions: [{ partitionIndex: 0, partitionSize: 1000n, offsetLag: 20n, isFutureKey: true }],
        },
      ],
      isCordoned: true,
    },
    {
      logDir: '/d1',
      topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, partitionSize: 1234n, offsetLag: 3n }] }],
      totalBytes: 1_000_000n,
      usableBytes: 500_000n,
    },
    { logDir: '/d3', errorCode: ErrorCode.KAFKA_STORAGE_ERROR },
  ],
};

it('describeLogDirs() asks each broker for its directories and what is in them', async () => {
  await using script = await Scripted.start([DescribeLogDirs], { brokers: 2 });
  script.on(DescribeLogDirs, ({ broker }) =>
    broker === 1 ? DIRS : { errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED },
  );
  const outcomes = await script.run(settled(script.admin().describeLogDirs([1, 2])));
  const dirs = outcomes.get(1)?.value;
  assert.deepEqual([...(dirs?.keys() ?? [])], ['/d2', '/d1', '/d3']);
  const place = { topic: 'orders', partition: 0 };
  assert.deepEqual(dirs?.get('/d1')?.replicaInfos.get(place), { size: 1234, offsetLag: 3, isFuture: false });
  assert.deepEqual(dirs.get('/d2')?.replicaInfos.get(place), { size: 1000, offsetLag: 20, isFuture: true });
  assert.deepEqual([dirs.get('/d1')?.totalBytes, dirs.get('/d1')?.usableBytes], [1_000_000, 500_000]);
  assert.deepEqual([dirs.get('/d2')?.totalBytes, dirs.get('/d2')?.usableBytes], [undefined, undefined]);
  assert.deepEqual([dirs.get('/d1')?.isCordoned, dirs.get('/d2')?.isCordoned], [false, true]);
  assert.equal(dirs.get('/d1')?.error, undefined);
  assert.match(dirs.get('/d3')?.error?.message ?? '', /^KAFKA_STORAGE_ERROR.*\/d3/);
  assert.match(outcomes.get(2)?.reason?.message ?? '', /^CLUSTER_AUTHORIZATION_FAILED/);
  assert.equal(script.requests(DescribeLogDirs)[0]?.body.topics, null);
});

it('before Kafka 3.2 a broker that tells nothing says no to this client', async () => {
  await using script = await Scripted.start([DescribeLogDirs], { versions: { DescribeLogDirs: 1 } });
  script.on(DescribeLogDirs, () => ({ results: [] }));
  const outcomes = await script.run(settled(script.admin().describeLogDirs([1])));
  assert.match(outcomes.get(1)?.reason?.message ?? '', /^CLUSTER_AUTHORIZATION_FAILED/);
});

it('a broker that is not there is waited for, and the others are told', async () => {
  await using script = await Scripted.start([DescribeLogDirs]);
  script.on(DescribeLogDirs, () => DIRS);
  const outcomes = await script.run(settled(script.admin().describeLogDirs([9, 1], { timeoutMs: 5_000 })));
  assert.equal(outcomes.get(1)?.status, 'fulfilled');
  assert.equal(outcomes.get(9)?.reason?.name, 'TimeoutError');
  assert.match(outcomes.get(9)?.reason?.message ?? '', /Broker 9 is not in the metadata/);
});

it('describeReplicaLogDirs() tells where a replica is, and where it is going', async () => {
  await using script = await Scripted.start([DescribeLogDirs], { brokers: 2 });
  script.on(DescribeLogDirs, () => DIRS);
  const told = await script.run(script.admin().describeReplicaLogDirs([replica(1), replica(2, 7), replica(1, 7)]));
  assert.deepEqual(told.get(replica(1)), {
    currentReplicaLogDir: '/d1',
    currentReplicaOffsetLag: 3,
    futureReplicaLogDir: '/d2',
    futureReplicaOffsetLag: 20,
  });
  assert.equal(told.get(replica(2, 7))?.currentReplicaLogDir, undefined);
  assert.equal(told.get(replica(2, 7))?.futureReplicaOffsetLag, undefined);
  const asked = script.requests(DescribeLogDirs).map(({ broker, body }) => [broker, body.topics?.[0]?.partitions]);
  assert.deepEqual(asked.sort(), [
    [1, [0, 7]],
    [2, [7]],
  ]);
});

it('alterReplicaLogDirs() asks each broker once, by directory, and tells what each says of a replica', async () => {
  await using script = await Scripted.start([AlterReplicaLogDirs], { brokers: 2 });
  script.on(AlterReplicaLogDirs, ({ broker, body }) => ({
    results: body.dirs.flatMap(({ topics }) =>
      topics.map(({ name, partitions }) => ({
        topicName: name,
        partitions: partitions.map((partitionIndex) => {
          return { partitionIndex, errorCode: broker === 1 ? 0 : ErrorCode.REPLICA_NOT_AVAILABLE };
        }),
      })),
    ),
  }));
  const call = script.admin().alterReplicaLogDirs([
    { ...replica(1, 0), logDir: '/d1' },
    { ...replica(1, 1), logDir: '/d2' },
    { ...replica(1, 2), logDir: '/d1' },
    { ...replica(2, 0), logDir: '/d1' },
  ]);
  const outcomes = await script.run(settled(call));
  assert.deepEqual(
    Array.from(outcomes.values(), ({ status }) => status),
    ['fulfilled', 'fulfilled', 'fulfilled', 'rejected'],
  );
  assert.match(outcomes.get(replica(2))?.reason?.message ?? '', /^REPLICA_NOT_AVAILABLE.*orders-0/);
  const asked = script.requests(AlterReplicaLogDirs);
  assert.deepEqual(asked.map(({ broker }) => broker).sort(), [1, 2]);
  const first = asked.find(({ broker }) => broker === 1)?.body.dirs;
  assert.deepEqual(
    first?.map(({ path, topics }) => [path, topics[0]?.partitions]),
    [
      ['/d1', [0, 2]],
      ['/d2', [1]],
    ],
  );
});

it('what makes no sense is refused before anything is asked', async () => {
  await using script = await Scripted.start([AlterReplicaLogDirs, DescribeLogDirs]);
  const admin = script.admin();
  const placed = { ...replica(1), logDir: '/d1' };
  await assert.rejects(admin.alterReplicaLogDirs([placed, { ...placed, logDir: '/d2' }]), /assignments: .*once, got/);
  await assert.rejects(admin.alterReplicaLogDirs([{ ...placed, logDir: '' }]), /logDir/);
  await assert.rejects(admin.alterReplicaLogDirs([replica(1) as never]), /logDir/);
  await assert.rejects(admin.describeReplicaLogDirs([replica(1), replica(1)]), /replicas: .*once/);
  await assert.rejects(admin.describeReplicaLogDirs([{ topic: 'orders', partition: 0 } as never]), /brokerId/);
  await assert.rejects(admin.describeLogDirs([1, 1]), /brokers: .*once, got .*1.* twice/);
  await assert.rejects(admin.describeLogDirs(1 as never), /brokers/);
  assert.equal((await script.run(admin.describeLogDirs([]))).size, 0);
  assert.deepEqual(script.seen, []);
});
