import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ErrorCode, ListOffsets, OffsetCommit } from '@k/wire';
import { failure } from '@k/testing';
import { offsetsToCsv, PartialResultError, type ResetSpec, settled, type TopicPartition } from '../src/index.ts';
import { joinClassic, joinConsumer } from './members.ts';
import { World } from './world.ts';

const at = (partition: number, topic = 'orders'): TopicPartition => ({ topic, partition });
const codeOf = (error: Error | undefined): number | undefined => (error as { code?: number } | undefined)?.code;
const start = 1_704_067_200_000;

/** Partition 0 has offsets 2 to 9, a second apart, and 1 has nothing; the group has committed 5 for 0. */
async function withGroup(): Promise<World> {
  const world = await World.create();
  world.broker.createTopic('orders', { partitions: 2 });
  const records = Array.from({ length: 10 }, (_, i) => ({ value: `v${i}`, timestamp: start + i * 1000 }));
  await world.produce(at(0), records);
  world.broker.truncateBefore('orders', 0, 2);
  await world.run(world.admin().alterConsumerGroupOffsets('group', [{ ...at(0), offset: 5 }]));
  return world;
}

const committed = (world: World, partition = 0, group = 'group'): number | undefined =>
  world.broker.committed(group, 'orders', partition)?.offset;

it('a group goes on where it is told to, and never outside of the log', async () => {
  await using world = await withGroup();
  const admin = world.admin();
  const cases: [ResetSpec, number][] = [
    ['earliest', 2],
    ['latest', 10],
    ['current', 5],
    [{ offset: 7 }, 7],
    [{ offset: 0 }, 2],
    [{ offset: 99 }, 10],
    [{ shiftBy: 2 }, 7],
    [{ shiftBy: -2 }, 3],
    [{ shiftBy: -9 }, 2],
    [{ shiftBy: 9 }, 10],
    [{ timestamp: start + 3500 }, 4],
    [{ timestamp: new Date(start + 3500) }, 4],
    [{ timestamp: start + 99_000 }, 10],
    [{ csv: 'orders,0,6\n' }, 6],
    [{ csv: '"orders",0,1\r\n' }, 2],
    [{ csv: 'group,orders,0,8\nother,orders,0,3' }, 8],
  ];
  for (const [spec, offset] of cases) {
    await world.run(admin.alterConsumerGroupOffsets('group', [{ ...at(0), offset: 5 }]));
    const planned = await world.run(admin.resetConsumerGroupOffsets('group', spec, { dryRun: true }));
    assert.deepEqual([...planned], [[at(0), { offset, previousOffset: 5 }]], JSON.stringify(spec));
    assert.equal(committed(world), 5);
    assert.deepEqual([...(await world.run(admin.resetConsumerGroupOffsets('group', spec)))], [...planned]);
    assert.equal(committed(world), offset);
  }
});

it('a duration is counted from now', async () => {
  await using world = await withGroup();
  const asked: bigint[] = [];
  world.broker.control(ListOffsets, ({ topics }) => void asked.push(topics[0]?.partitions[0]?.timestamp ?? 0n));
  const now = world.clock.now();
  await world.run(world.admin().resetConsumerGroupOffsets('group', { durationMs: 1000 }, { dryRun: true }));
  const [timestamp = 0n] = asked;
  assert.ok(Number(timestamp) >= now - 1000 && Number(timestamp) < now, String(timestamp));
});

it('topics and partitions may be named, of groups too that have committed nothing', async () => {
  await using world = await withGroup();
  const admin = world.admin();
  const all = await world.run(admin.resetConsumerGroupOffsets('new', 'earliest', { topics: ['orders'] }));
  assert.deepEqual(
    [...all],
    [
      [at(0), { offset: 2, previousOffset: undefined }],
      [at(1), { offset: 0, previousOffset: undefined }],
    ],
  );
  assert.equal(committed(world, 1, 'new'), 0);
  const current = await world.run(admin.resetConsumerGroupOffsets('group', 'current', { topics: ['orders'] }));
  assert.deepEqual([current.get(at(0))?.offset, current.get(at(1))?.offset], [5, 0]);
  const one = await world.run(admin.resetConsumerGroupOffsets('group', 'latest', { topics: [at(1)] }));
  assert.deepEqual([...one.keys()], [at(1)]);
  const nobody = await world.run(failure(admin.resetConsumerGroupOffsets('nobody', 'latest')));
  assert.equal(codeOf(nobody), ErrorCode.GROUP_ID_NOT_FOUND);
  const unknown = await world.run(failure(admin.resetConsumerGroupOffsets('group', 'latest', { topics: ['nothing'] })));
  assert.equal(codeOf(unknown), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
});

it('what a dry run says can be kept in a file and done later', async () => {
  await using world = await withGroup();
  const admin = world.admin();
  const plan = await world.run(
    admin.resetConsumerGroupOffsets('group', { shiftBy: -1 }, { dryRun: true, topics: [at(0)] }),
  );
  const csv = offsetsToCsv(plan);
  assert.equal(csv, 'orders,0,4\n');
  await world.run(admin.resetConsumerGroupOffsets('group', { csv }));
  assert.equal(committed(world), 4);
});

it('a group that has members is refused', async () => {
  await using world = await withGroup();
  const admin = world.admin();
  await joinClassic(world, { groupId: 'group' });
  await joinConsumer(world, 'modern');
  for (const groupId of ['group', 'modern']) {
    const error = await world.run(
      failure(admin.resetConsumerGroupOffsets(groupId, 'earliest', { dryRun: true, topics: ['orders'] })),
    );
    assert.equal(codeOf(error), ErrorCode.NON_EMPTY_GROUP);
    assert.match(error.message, /The group is Stable and has 1 member: stop them first/);
  }
  assert.equal(committed(world), 5);
});

it('a group of others than consumers is refused', async () => {
  await using world = await withGroup();
  const admin = world.admin();
  await joinClassic(world, { groupId: 'workers', protocolType: 'connect' });
  const error = await world.run(failure(admin.resetConsumerGroupOffsets('workers', 'latest', { topics: ['orders'] })));
  assert.match(error.message, /its protocol type is 'connect'/);
});

it('when one partition cannot be looked up nothing is changed, and nothing is told as done', async () => {
  await using world = await withGroup();
  const admin = world.admin();
  for (const [spec, topics] of [
    ['earliest', [at(0), at(9)]],
    [{ offset: 3 }, [at(0), at(9)]],
  ] as const) {
    const error = await world.run(failure(admin.resetConsumerGroupOffsets('group', spec, { topics })));
    assert.ok(error instanceof PartialResultError);
    assert.equal(error.results.size, 0);
    assert.deepEqual([...error.errors.keys()], [at(9)]);
  }
  const shifted = await world.run(
    failure(admin.resetConsumerGroupOffsets('group', { shiftBy: 1 }, { topics: ['orders'] })),
  );
  assert.match(shifted.message, /OFFSET_OUT_OF_RANGE \(orders-1\).*Nothing is committed there/);
  assert.equal(committed(world), 5);
});

it('of partitions whose offsets are not taken, the others are told as done', async () => {
  await using world = await withGroup();
  const admin = world.admin();
  world.broker.control(OffsetCommit, async (_, context) => {
    const answer = await context.forward();
    const topics = (answer?.topics ?? []).map((topic) => ({
      ...topic,
      partitions: (topic.partitions ?? []).map((each) =>
        each.partitionIndex === 1 ? { ...each, errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED } : each,
      ),
    }));
    return { ...answer, topics };
  });
  const outcomes = await world.run(
    settled(admin.resetConsumerGroupOffsets('group', 'earliest', { topics: ['orders'] })),
  );
  assert.deepEqual(outcomes.get(at(0))?.value, { offset: 2, previousOffset: 5 });
  assert.equal(codeOf(outcomes.get(at(1))?.reason), ErrorCode.TOPIC_AUTHORIZATION_FAILED);
});

it('wrong arguments are told before anything is asked', async () => {
  await using world = await withGroup();
  const admin = world.admin();
  const counts = world.counted();
  const csv = (text: string): Promise<unknown> => admin.resetConsumerGroupOffsets('group', { csv: text });
  await assert.rejects(csv('orders,0,6\norders;1;5'), /csv, line 2: expected topic,partition,offset, got "orders;1;5"/);
  await assert.rejects(csv('orders,0,6\n\norders,0,7'), /csv, line 3: expected each partition once/);
  await assert.rejects(csv('other,orders,0,6'), /csv: expected lines for group 'group'/);
  await assert.rejects(csv('orders,0,99999999999999999999'), /csv, line 1/);
  // @ts-expect-error -- a place that there is not
  await assert.rejects(admin.resetConsumerGroupOffsets('group', 'newest'), /spec.*"earliest".*"newest"/);
  const both = { offset: 1, ...{ shiftBy: 1 } };
  await assert.rejects(admin.resetConsumerGroupOffsets('group', both), /spec/);
  await assert.rejects(admin.resetConsumerGroupOffsets('group', { offset: -1 }), /spec/);
  await assert.rejects(admin.resetConsumerGroupOffsets('', 'latest'), /groupId/);
  await assert.rejects(admin.resetConsumerGroupOffsets('group', 'latest', { topics: [''] }), /topics\.0/);
  assert.equal(counts.size, 0);
});

it('a partition that is named with its topic is not reset twice', async () => {
  await using world = await withGroup();
  const options = { topics: ['orders', at(0)], dryRun: true };
  await assert.rejects(
    world.run(world.admin().resetConsumerGroupOffsets('group', 'latest', options)),
    /orders-0' twice/,
  );
});
