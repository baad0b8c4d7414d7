import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  DescribeTopicPartitions,
  type DescribeTopicPartitionsRequest,
  type DescribeTopicPartitionsResponse,
  ErrorCode,
  type MessageInit,
  Metadata,
} from '@k/wire';
import { settled } from '../src/index.ts';
import { partitionAt, Scripted, type Seen } from './scripted.ts';
import { World } from './world.ts';

const ID = 'abcdefghijklmnopqrstuA';

it('describeTopics() tells partitions, where they are, and what is not there', async () => {
  await using world = await World.create({ nodes: 3 });
  const { topicId } = world.broker.createTopic('orders', { partitions: 3 });
  const outcomes = await world.run(settled(world.admin().describeTopics(['orders', 'refunds'])));
  const orders = outcomes.get('orders')?.value;
  assert.equal(orders?.name, 'orders');
  assert.equal(orders.topicId, topicId);
  assert.equal(orders.isInternal, false);
  assert.equal(orders.authorizedOperations, undefined);
  assert.deepEqual(
    orders.partitions.map(({ partition }) => partition),
    [0, 1, 2],
  );
  const [first] = orders.partitions;
  assert.equal(first?.leaderEpoch, 0);
  const [host, port] = world.broker.bootstrapServers[first.leader?.nodeId ?? -1]?.split(':') ?? [];
  assert.deepEqual([first.leader?.host, String(first.leader?.port)], [host, port]);
  assert.deepEqual(first.replicas[0], first.leader);
  assert.deepEqual(first.isr, first.replicas);
  assert.deepEqual(first.offlineReplicas, []);
  assert.match(outcomes.get('refunds')?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION.*refunds/);
});

it('describeTopics() tells what this client may do when it is asked to', async () => {
  await using world = await World.create();
  world.broker.createTopic('orders', { partitions: 1 });
  const call = world.admin().describeTopics(['orders'], { includeAuthorizedOperations: true });
  const operations = (await world.run(call)).get('orders')?.authorizedOperations;
  assert.ok(operations?.has('READ') === true && operations.has('DELETE') && operations.has('ALTER_CONFIGS'));
  assert.ok(!operations.has('CLUSTER_ACTION') && !operations.has('UNKNOWN'));
});

it('describeTopics() knows topics by their ids', async () => {
  await using world = await World.create();
  const { topicId } = world.broker.createTopic('orders', { partitions: 2 });
  const outcomes = await world.run(settled(world.admin().describeTopics({ topicIds: [topicId, ID] })));
  assert.equal(outcomes.get(topicId)?.value?.name, 'orders');
  assert.match(outcomes.get(ID)?.reason?.message ?? '', /^UNKNOWN_TOPIC_ID.*abcdef/);
});

it('asking for a topic does not make it, not even where asking makes topics', async () => {
  for (const asVersion of ['0.11', '2.8'] as const) {
    await using world = await World.create({ asVersion, autoCreateTopics: true });
    world.broker.createTopic('orders', { partitions: 1 });
    const outcomes = await world.run(settled(world.admin().describeTopics(['orders', 'refunds'])));
    assert.equal(outcomes.get('orders')?.status, 'fulfilled', asVersion);
    assert.match(outcomes.get('refunds')?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION/);
    assert.deepEqual(world.broker.topicNames, ['orders']);
  }
});

it('brokers before 0.11 are asked for all topics, and told apart here', async () => {
  await using script = await Scripted.start([], { versions: { Metadata: 2 } });
  script.topics.set('orders', { partitions: [partitionAt(1)] });
  script.topics.set('payments', { partitions: [partitionAt(1)] });
  const outcomes = await script.run(settled(script.admin().describeTopics(['orders', 'refunds'])));
  assert.deepEqual(script.requests(Metadata).at(-1)?.body.topics, null);
  const [partition] = outcomes.get('orders')?.value?.partitions ?? [];
  assert.deepEqual([partition?.leader?.nodeId, partition?.leader?.host], [1, 'broker-1']);
  assert.equal(partition?.leaderEpoch, undefined);
  assert.equal(outcomes.get('orders')?.value?.topicId, undefined);
  assert.match(outcomes.get('refunds')?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION/);
  assert.equal(outcomes.size, 2);
});

it('what an old broker cannot tell is an error that names the release', async () => {
  await using script = await Scripted.start([], { versions: { Metadata: 7 } });
  script.topics.set('orders', { partitions: [partitionAt(1)] });
  const admin = script.admin();
  const call = admin.describeTopics(['orders'], { includeAuthorizedOperations: true });
  assert.match((await script.run(settled(call))).get('orders')?.reason?.message ?? '', /Kafka 2\.3/);
  const byId = await script.run(settled(admin.describeTopics({ topicIds: [ID] })));
  assert.equal(byId.get(ID)?.reason?.name, 'UnsupportedVersionError');
  assert.match(byId.get(ID)?.reason?.message ?? '', /Kafka 3\.1/);
});

it('a topic without a leader yet is waited for, a partition without one is told', async () => {
  await using script = await Scripted.start([]);
  script.topics.set('orders', { errorCode: ErrorCode.LEADER_NOT_AVAILABLE });
  const call = script.admin().describeTopics(['orders']);
  script.topics.set('payments', { partitions: [{ ...partitionAt(-1), errorCode: 5, replicaNodes: [1, 9] }] });
  script.place.clock.setTimeout(() => {
    script.topics.set('orders', script.topics.get('payments') ?? {});
  }, 150);
  const [partition] = (await script.run(call)).get('orders')?.partitions ?? [];
  assert.equal(partition?.leader, undefined);
  assert.deepEqual(partition?.replicas[1], { nodeId: 9, host: '', port: -1, rack: null });
});

type Page = MessageInit<DescribeTopicPartitionsResponse>;
type PageTopic = NonNullable<Page['topics']>[number];

/** Tells topics as Kafka does: by name, from the cursor on, so many partitions an answer. */
function pagesOf(topics: Readonly<Record<string, number>>): (seen: Seen<DescribeTopicPartitionsRequest>) => Page {
  return ({ body: { topics: asked, cursor, responsePartitionLimit } }) => {
    let room = responsePartitionLimit;
    const told: PageTopic[] = [];
    for (const { name } of asked) {
      const count = topics[name];
      if (count === undefined) {
        told.push({ name, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION });
        continue;
      }
      const from = cursor?.topicName === name ? cursor.partitionIndex : 0;
      if (room === 0) return { topics: told, nextCursor: { topicName: name, partitionIndex: from } };
      const to = Math.min(count, from + room);
      room -= to - from;
      const partitions = Array.from({ length: to - from }, (_, i) => ({
        ...partitionAt(1, from + i),
        eligibleLeaderReplicas: [2],
        lastKnownElr: [],
      }));
      told.push({ name, topicId: ID, partitions, topicAuthorizedOperations: 0b1000 });
      if (to < count) return { topics: told, nextCursor: { topicName: name, partitionIndex: to } };
    }
    return { topics: told, nextCursor: null };
  };
}

it('large topics are told a page at a time', async () => {
  await using script = await Scripted.start([DescribeTopicPartitions], { brokers: 2 });
  script.on(DescribeTopicPartitions, pagesOf({ a: 1, b: 7, c: 0, d: 3 }));
  const call = script.admin().describeTopics(['d', 'b', 'missing', 'a', 'c'], { partitionSizeLimitPerResponse: 3 });
  const outcomes = await script.run(settled(call));
  assert.deepEqual([...outcomes.keys()], ['d', 'b', 'missing', 'a', 'c']);
  const numbers = (name: string): unknown => outcomes.get(name)?.value?.partitions.map(({ partition }) => partition);
  assert.deepEqual(numbers('a'), [0]);
  assert.deepEqual(numbers('b'), [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual(numbers('c'), []);
  assert.deepEqual(numbers('d'), [0, 1, 2]);
  assert.match(outcomes.get('missing')?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION/);
  const [last] = outcomes.get('b')?.value?.partitions.slice(-1) ?? [];
  assert.equal(last?.leader?.host, 'broker-1');
  assert.deepEqual(
    last.elr?.map(({ nodeId, host }) => [nodeId, host]),
    [[2, 'broker-2']],
  );
  assert.deepEqual(last.lastKnownElr, []);
  // What has been told is not asked for again.
  const asked = script.requests(DescribeTopicPartitions).map(({ body }) => body.topics.map(({ name }) => name).join());
  assert.deepEqual(asked, ['a,b,c,d,missing', 'b,c,d,missing', 'b,c,d,missing', 'd,missing']);
});

it('pages always tell what this client may do, and that is shown when it is asked for', async () => {
  await using script = await Scripted.start([DescribeTopicPartitions]);
  script.on(DescribeTopicPartitions, pagesOf({ a: 1 }));
  const admin = script.admin();
  const shown = await script.run(admin.describeTopics(['a'], { includeAuthorizedOperations: true }));
  assert.deepEqual([...(shown.get('a')?.authorizedOperations ?? [])], ['READ']);
  const hidden = await script.run(admin.describeTopics(['a']));
  assert.equal(hidden.get('a')?.authorizedOperations, undefined);
});

it('a page that is lost is asked for again, with what is missing only', async () => {
  await using script = await Scripted.start([DescribeTopicPartitions]);
  const page = pagesOf({ a: 2, b: 2, c: 2 });
  script.on(DescribeTopicPartitions, (seen) => {
    const isLost = script.requests(DescribeTopicPartitions).length === 2;
    return isLost ? 'hang up' : page(seen);
  });
  const described = await script.run(
    script.admin().describeTopics(['a', 'b', 'c'], { partitionSizeLimitPerResponse: 3 }),
  );
  assert.deepEqual(
    Array.from(described.values(), ({ partitions }) => partitions.length),
    [2, 2, 2],
  );
  const asked = script.requests(DescribeTopicPartitions).map(({ body }) => body.topics.map(({ name }) => name).join());
  assert.deepEqual(asked, ['a,b,c', 'b,c', 'b,c', 'c']);
});

it('a topic that goes between its pages is not described by half', async () => {
  await using script = await Scripted.start([DescribeTopicPartitions]);
  script.on(DescribeTopicPartitions, (seen) => pagesOf(seen.body.cursor === null ? { a: 5 } : {})(seen));
  const call = script.admin().describeTopics(['a'], { partitionSizeLimitPerResponse: 3 });
  const outcomes = await script.run(settled(call));
  assert.match(outcomes.get('a')?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION/);
});

it('pages that lead nowhere end', async () => {
  await using script = await Scripted.start([DescribeTopicPartitions]);
  script.on(DescribeTopicPartitions, () => ({
    topics: [{ name: 'a', partitions: [partitionAt(1)] }],
    nextCursor: { topicName: 'a', partitionIndex: 1 },
  }));
  const outcomes = await script.run(settled(script.admin().describeTopics(['a'])));
  assert.match(
    outcomes.get('a')?.reason?.message ?? '',
    /^UNKNOWN_SERVER_ERROR.*after a-1 the broker goes on with a-1/,
  );
});

it('a broker that has no pages is asked for metadata', async () => {
  await using script = await Scripted.start([DescribeTopicPartitions], { versions: { DescribeTopicPartitions: -1 } });
  script.topics.set('a', { partitions: [partitionAt(1)] });
  const described = await script.run(script.admin().describeTopics(['a']));
  assert.equal(described.get('a')?.partitions.length, 1);
  assert.equal(described.get('a')?.partitions[0]?.elr, undefined);
});

it('nothing is asked for no topics: to brokers that means all', async () => {
  await using script = await Scripted.start([DescribeTopicPartitions]);
  assert.equal((await script.run(script.admin().describeTopics([]))).size, 0);
  assert.deepEqual(script.seen, []);
});
