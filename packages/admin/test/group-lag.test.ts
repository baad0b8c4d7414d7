import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ErrorCode, ListOffsets } from '@k/wire';
import { failure } from '@k/testing';
import { PartialResultError, settled, type TopicPartition } from '../src/index.ts';
import { joinClassic } from './members.ts';
import { World } from './world.ts';

const at = (partition: number, topic = 'orders'): TopicPartition => ({ topic, partition });
const codeOf = (error: Error | undefined): number | undefined => (error as { code?: number } | undefined)?.code;
const records = (count: number): string[] => Array.from({ length: count }, (_, i) => `v${i}`);

/**
 * What is asked of however many groups: for offsets and members at the same time, and once more for those that are none of the
 * consumer protocol.
 */
const ASKED = { Metadata: 2, FindCoordinator: 2, OffsetFetch: 1, ConsumerGroupDescribe: 1, DescribeGroups: 1 };

async function withRecords(options: Parameters<typeof World.create>[0] = { nodes: 3 }): Promise<World> {
  const world = await World.create(options);
  world.broker.createTopic('orders', { partitions: 3 });
  world.broker.createTopic('payments', { partitions: 1 });
  await world.produce(at(0), records(10));
  await world.produce(at(1), records(5));
  return world;
}

it('groupLag() tells how far a group is behind, by partition and in all', async () => {
  await using world = await withRecords();
  const admin = world.admin();
  await world.run(
    admin.alterConsumerGroupOffsets('group', [
      { ...at(0), offset: 4 },
      { ...at(1), offset: 5 },
      { ...at(2), offset: 3 },
    ]),
  );
  const other = world.admin();
  const counts = world.counted();
  const lag = await world.run(other.groupLag('group'));
  assert.equal(lag.groupId, 'group');
  assert.equal(lag.lag, 6);
  assert.deepEqual(
    [...lag.partitions],
    [
      [at(0), { committedOffset: 4, endOffset: 10, lag: 6, error: undefined }],
      [at(1), { committedOffset: 5, endOffset: 5, lag: 0, error: undefined }],
      [at(2), { committedOffset: 3, endOffset: 0, lag: 0, error: undefined }],
    ],
  );
  // The cluster, the coordinator, the offsets and beside them the members, the topic, and each of three leaders.
  assert.deepEqual(Object.fromEntries(counts), { ...ASKED, ListOffsets: 3 });
});

it('lags of many groups take no more requests than that of one', async () => {
  await using world = await withRecords({ nodes: 1 });
  const admin = world.admin();
  const names = Array.from({ length: 20 }, (_, i) => `group-${i}`);
  for (const [i, name] of names.entries())
    await world.run(admin.alterConsumerGroupOffsets(name, [{ ...at(0), offset: i }]));
  const other = world.admin();
  const counts = world.counted();
  const lags = await world.run(other.groupLag(names));
  assert.deepEqual(
    Array.from(lags.values(), ({ lag }) => lag),
    names.map((_, i) => Math.max(0, 10 - i)),
  );
  assert.deepEqual(Object.fromEntries(counts), { ...ASKED, ListOffsets: 1 });
});

it('a partition that cannot be asked about has its error beside it, and does not hide the rest', async () => {
  await using world = await withRecords({ nodes: 1 });
  const admin = world.admin();
  const offsets = [at(0), at(0, 'payments')].map((place) => ({ ...place, offset: 1 }));
  await world.run(admin.alterConsumerGroupOffsets('group', offsets));
  const errorCode = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
  world.broker.control(ListOffsets, async (_, context) => {
    const answer = await context.forward();
    const topics = (answer?.topics ?? []).map((topic) =>
      topic.name === 'payments' ? { ...topic, partitions: [{ partitionIndex: 0, errorCode }] } : topic,
    );
    return { ...answer, topics };
  });
  const lag = await world.run(admin.groupLag('group'));
  // Not 9: an alarm would stay silent.
  assert.equal(lag.lag, undefined);
  assert.equal(lag.partitions.get(at(0))?.lag, 9);
  const refused = lag.partitions.get(at(0, 'payments'));
  assert.deepEqual([refused?.committedOffset, refused?.endOffset, refused?.lag], [1, undefined, undefined]);
  assert.equal(codeOf(refused?.error), errorCode);
});

it('what a member has without having committed anything is there, without a lag', async () => {
  await using world = await withRecords({ nodes: 1 });
  const admin = world.admin();
  await world.run(admin.alterConsumerGroupOffsets('group', [{ ...at(1), offset: 2 }, { ...at(2), offset: 0 }])); // prettier-ignore
  await joinClassic(world, { groupId: 'group' });
  const { lag, partitions } = await world.run(admin.groupLag('group'));
  assert.equal(lag, 3, 'of what is committed');
  assert.deepEqual(
    [...partitions],
    [
      [at(1), { committedOffset: 2, endOffset: 5, lag: 3, error: undefined }],
      [at(2), { committedOffset: 0, endOffset: 0, lag: 0, error: undefined }],
      [at(0), { committedOffset: undefined, endOffset: 10, lag: undefined, error: undefined }],
    ],
  );
});

it('a group that nobody knows is told as that, and not as one without lag', async () => {
  await using world = await withRecords();
  const admin = world.admin();
  await world.run(admin.alterConsumerGroupOffsets('group', [{ ...at(0), offset: 1 }]));
  assert.equal(codeOf(await world.run(failure(admin.groupLag('nobody')))), ErrorCode.GROUP_ID_NOT_FOUND);
  const outcomes = await world.run(settled(admin.groupLag(['nobody', 'group'])));
  assert.equal(codeOf(outcomes.get('nobody')?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
  assert.equal(outcomes.get('group')?.value?.lag, 9);
  await joinClassic(world, { groupId: 'workers', protocolType: 'connect' });
  assert.deepEqual([...(await world.run(admin.groupLag('workers'))).partitions], []);
  const error = await world.run(failure(admin.groupLag(['nobody', 'group'])));
  assert.ok(error instanceof PartialResultError);
});

it('wrong arguments are told before anything is asked', async () => {
  await using world = await withRecords();
  const admin = world.admin();
  await assert.rejects(admin.groupLag(''), /groupIds\.0/);
  await assert.rejects(admin.groupLag(['a', 'a']), /'a' twice/);
  // @ts-expect-error -- a level that there is not
  await assert.rejects(admin.groupLag('a', { isolationLevel: 'dirty' }), /isolationLevel/);
});

it('while a leader is down the lag in all is not known, whichever partition that is', async () => {
  for (const partition of [0, 1]) {
    await using world = await withRecords();
    const admin = world.admin();
    const offsets = [at(0), at(1)].map((place) => ({ ...place, offset: 1 }));
    await world.run(admin.alterConsumerGroupOffsets('group', offsets));
    world.broker.control(ListOffsets, async (_, context) => {
      const answer = await context.forward();
      const topics = (answer?.topics ?? []).map((topic) => ({
        ...topic,
        partitions: topic.partitions?.map((each) => {
          if (each.partitionIndex !== partition) return each;
          return { partitionIndex: partition, errorCode: ErrorCode.LEADER_NOT_AVAILABLE };
        }),
      }));
      return { ...answer, topics };
    });
    const { lag, partitions } = await world.run(admin.groupLag('group', { timeoutMs: 2_000 }));
    assert.equal(lag, undefined);
    assert.equal(partitions.get(at(partition))?.error?.name, 'TimeoutError');
    assert.equal(partitions.get(at(1 - partition))?.lag, partition === 0 ? 4 : 9);
  }
});
