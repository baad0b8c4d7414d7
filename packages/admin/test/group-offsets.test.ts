import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ErrorCode, OffsetCommit, OffsetFetch } from '@k/wire';
import { failure } from '@k/testing';
import { PartialResultError, settled, type TopicPartition } from '../src/index.ts';
import { joinClassic, joinConsumer } from './members.ts';
import { World } from './world.ts';

const at = (partition: number, topic = 'orders'): TopicPartition => ({ topic, partition });
const codeOf = (error: Error | undefined): number | undefined => (error as { code?: number } | undefined)?.code;

async function withTopics(options: Parameters<typeof World.create>[0] = {}): Promise<World> {
  const world = await World.create(options);
  world.broker.createTopic('orders', { partitions: 3 });
  world.broker.createTopic('payments', { partitions: 1 });
  return world;
}

it('offsets that are set are told, of many groups by one request to each coordinator', async () => {
  await using world = await withTopics({ nodes: 3 });
  const admin = world.admin();
  const names = Array.from({ length: 12 }, (_, i) => `group-${i}`);
  for (const [i, name] of names.entries()) {
    await world.run(
      admin.alterConsumerGroupOffsets(name, [
        { ...at(0), offset: i, metadata: 'by hand', leaderEpoch: 0 },
        { ...at(0, 'payments'), offset: 7 },
      ]),
    );
  }
  const counts = world.counted();
  const other = world.admin();
  const told = await world.run(other.listConsumerGroupOffsets(names));
  assert.deepEqual(Object.fromEntries(counts), { Metadata: 1, FindCoordinator: 1, OffsetFetch: 3 });
  assert.deepEqual(told.get('group-5')?.get(at(0)), { offset: 5, metadata: 'by hand', leaderEpoch: 0 });
  assert.deepEqual(told.get('group-5')?.get(at(0, 'payments')), { offset: 7, metadata: '', leaderEpoch: undefined });
  assert.equal(told.get('group-5')?.size, 2);
  const named = await world.run(admin.listConsumerGroupOffsets([{ groupId: 'group-3', partitions: [at(0), at(1)] }]));
  assert.deepEqual(
    [...(named.get('group-3') ?? [])],
    [
      [at(0), { offset: 3, metadata: 'by hand', leaderEpoch: 0 }],
      [at(1), null],
    ],
  );
  assert.equal((await world.run(admin.listConsumerGroupOffsets(['nobody']))).get('nobody')?.size, 0);
});

it('the offsets of one group can be given to another as they are told', async () => {
  await using world = await withTopics();
  const admin = world.admin();
  await world.run(admin.alterConsumerGroupOffsets('old', [{ ...at(1), offset: 5, metadata: 'x' }]));
  const partitions = [at(0), at(1)];
  const told = await world.run(admin.listConsumerGroupOffsets([{ groupId: 'old', partitions }]));
  const set = await world.run(admin.alterConsumerGroupOffsets('new', told.get('old') ?? []));
  assert.deepEqual([...set.keys()], [at(1)]);
  assert.deepEqual(world.broker.committed('new', 'orders', 1), world.broker.committed('old', 'orders', 1));
});

it('before Kafka 3.0 groups are asked about one by one, and all are told', async () => {
  await using world = await withTopics({ asVersion: '2.8' });
  const admin = world.admin();
  for (const name of ['a', 'b', 'c']) {
    await world.run(admin.alterConsumerGroupOffsets(name, [{ ...at(0), offset: name.charCodeAt(0) }]));
  }
  const counts = world.counted();
  const outcomes = await world.run(settled(admin.listConsumerGroupOffsets(['a', 'b', 'c'], { requireStable: true })));
  assert.equal(counts.get('OffsetFetch'), 3);
  assert.deepEqual(
    Array.from(outcomes.values(), ({ value }) => value?.get(at(0))?.offset),
    [97, 98, 99],
  );
});

it('of three groups of an old broker, the one that is refused hides no other', async () => {
  await using world = await withTopics({ asVersion: '2.8' });
  const admin = world.admin();
  const refuse = ({ groupId }: { groupId: string }): object | undefined =>
    groupId === 'b' ? { errorCode: ErrorCode.GROUP_AUTHORIZATION_FAILED } : undefined;
  world.broker.control(OffsetFetch, refuse);
  const outcomes = await world.run(settled(admin.listConsumerGroupOffsets(['a', 'b', 'c'])));
  assert.deepEqual(
    Array.from(outcomes.values(), ({ reason }) => codeOf(reason)),
    [undefined, ErrorCode.GROUP_AUTHORIZATION_FAILED, undefined],
  );
});

it('what an old broker cannot tell is refused, and the release is named', async () => {
  await using world = await withTopics({ asVersion: '0.9' });
  const admin = world.admin();
  const all = await world.run(failure(admin.listConsumerGroupOffsets(['a'])));
  assert.match(all.message, /all offsets of a group are told by Kafka 0\.10\.2 and newer: name the partitions/);
  const named = await world.run(admin.listConsumerGroupOffsets([{ groupId: 'a', partitions: [at(0)] }]));
  assert.equal(named.get('a')?.get(at(0)), null);
  const stable = { requireStable: true };
  const error = await world.run(
    failure(admin.listConsumerGroupOffsets([{ groupId: 'a', partitions: [at(0)] }], stable)),
  );
  assert.match(error.message, /requireStable needs Kafka 2\.5/);
});

it('an offset that a transaction is about to change is waited for', async () => {
  await using world = await withTopics();
  const admin = world.admin();
  await world.run(admin.alterConsumerGroupOffsets('group', [{ ...at(0), offset: 1 }]));
  const control = world.broker.control(
    OffsetFetch,
    async ({ requireStable }, context) => {
      assert.equal(requireStable, true);
      const answer = await context.forward();
      const errorCode = ErrorCode.UNSTABLE_OFFSET_COMMIT;
      return {
        groups: (answer?.groups ?? []).map((group) => ({
          ...group,
          topics: (group.topics ?? []).map((topic) => ({
            ...topic,
            partitions: (topic.partitions ?? []).map((partition) => ({ ...partition, errorCode })),
          })),
        })),
      };
    },
    { times: 2 },
  );
  const told = await world.run(admin.listConsumerGroupOffsets(['group'], { requireStable: true }));
  assert.equal(told.get('group')?.get(at(0))?.offset, 1);
  assert.equal(control.calls, 2);
});

it('a partition that cannot be told does not hide the others of its group', async () => {
  await using world = await withTopics();
  world.broker.control(OffsetFetch, ({ groups }) => ({
    groups: groups.map(({ groupId }) => ({
      groupId,
      topics: [
        {
          name: 'orders',
          partitions: [
            { partitionIndex: 0, committedOffset: 3n },
            { partitionIndex: 1, committedOffset: -1n, errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED },
          ],
        },
      ],
    })),
  }));
  const outcomes = await world.run(settled(world.admin().listConsumerGroupOffsets(['group'])));
  const inner = outcomes.get('group')?.reason;
  assert.ok(inner instanceof PartialResultError);
  assert.equal((inner.results.get(at(0)) as { offset: number }).offset, 3);
  assert.equal(codeOf(inner.errors.get(at(1))), ErrorCode.TOPIC_AUTHORIZATION_FAILED);
});

it('alterConsumerGroupOffsets() tells of each partition whether its offset is set', async () => {
  await using world = await withTopics();
  const admin = world.admin();
  const offsets = [
    { ...at(0), offset: 1 },
    { ...at(9), offset: 1 },
    { ...at(0, 'nothing'), offset: 1 },
  ];
  const outcomes = await world.run(settled(admin.alterConsumerGroupOffsets('group', offsets)));
  assert.equal(outcomes.get(at(0))?.status, 'fulfilled');
  assert.equal(codeOf(outcomes.get(at(9))?.reason), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  assert.equal(codeOf(outcomes.get(at(0, 'nothing'))?.reason), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  assert.equal(world.broker.committed('group', 'orders', 0)?.offset, 1);
});

it('offsets of a group with members are theirs to commit', async () => {
  await using world = await withTopics();
  const admin = world.admin();
  await joinClassic(world, { groupId: 'classic' });
  await joinConsumer(world, 'modern');
  for (const groupId of ['classic', 'modern']) {
    const error = await world.run(failure(admin.alterConsumerGroupOffsets(groupId, [{ ...at(0), offset: 1 }])));
    assert.match(error.message, /UNKNOWN_MEMBER_ID|STALE_MEMBER_EPOCH/);
    assert.match(error.message, /The group has members, and only they may commit/);
    assert.equal(world.broker.committed(groupId, 'orders', 0), undefined);
  }
});

it('a coordinator that moves while offsets are set is looked for, and only what is left is set again', async () => {
  await using world = await withTopics();
  const admin = world.admin();
  const counts = world.counted();
  const control = world.broker.control(
    OffsetCommit,
    async (request, context) => {
      const answer = await context.forward();
      return {
        topics: (answer?.topics ?? []).map((topic) => ({
          ...topic,
          partitions: (topic.partitions ?? []).map((each) =>
            each.partitionIndex === 1 && request.topics.length > 0
              ? { ...each, errorCode: ErrorCode.NOT_COORDINATOR }
              : each,
          ),
        })),
      };
    },
    { times: 1 },
  );
  const asked: number[] = [];
  world.broker.control(OffsetCommit, ({ topics }) => void asked.push(topics[0]?.partitions.length ?? 0));
  const offsets = [0, 1, 2].map((partition) => ({ ...at(partition), offset: 5 }));
  assert.equal((await world.run(admin.alterConsumerGroupOffsets('group', offsets))).size, 3);
  assert.equal(control.calls, 1);
  assert.equal(asked.at(-1), 1);
  assert.equal(counts.get('FindCoordinator'), 2);
});

it('deleteConsumerGroupOffsets() has a group forget offsets of topics that nobody reads', async () => {
  await using world = await withTopics();
  const admin = world.admin();
  const offsets = [at(0), at(0, 'payments')].map((place) => ({ ...place, offset: 1 }));
  await world.run(admin.alterConsumerGroupOffsets('classic', offsets));
  await joinClassic(world, { groupId: 'classic' });
  const places = [at(0), at(0, 'payments'), at(0, 'nothing')];
  const outcomes = await world.run(settled(admin.deleteConsumerGroupOffsets('classic', places)));
  assert.equal(codeOf(outcomes.get(at(0))?.reason), ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC);
  assert.equal(outcomes.get(at(0, 'payments'))?.status, 'fulfilled');
  assert.equal(codeOf(outcomes.get(at(0, 'nothing'))?.reason), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  assert.equal(world.broker.committed('classic', 'payments', 0), undefined);
  assert.equal(world.broker.committed('classic', 'orders', 0)?.offset, 1);
  const gone = await world.run(settled(admin.deleteConsumerGroupOffsets('nobody', [at(0)])));
  assert.equal(codeOf(gone.get(at(0))?.reason), ErrorCode.GROUP_ID_NOT_FOUND);
});

it('the same for groups of Kafka Streams, by their own names', async () => {
  await using world = await withTopics();
  const admin = world.admin();
  await world.run(admin.alterStreamsGroupOffsets('app', [{ ...at(0), offset: 4 }]));
  assert.equal((await world.run(admin.listStreamsGroupOffsets(['app']))).get('app')?.get(at(0))?.offset, 4);
  await world.run(admin.deleteStreamsGroupOffsets('app', [at(0)]));
  assert.equal(world.broker.committed('app', 'orders', 0), undefined);
  assert.equal((await world.run(admin.deleteStreamsGroups(['app']))).size, 1);
});

it('wrong arguments are told before anything is asked', async () => {
  await using world = await withTopics();
  const admin = world.admin();
  const counts = world.counted();
  const once = { ...at(0), offset: 1 };
  await assert.rejects(admin.alterConsumerGroupOffsets('g', [once, once]), /offsets.*once, got .*orders-0/);
  await assert.rejects(admin.alterConsumerGroupOffsets('g', [{ ...at(0), offset: -1 }]), /offsets\.0\.offset/);
  // @ts-expect-error -- no offset
  await assert.rejects(admin.alterConsumerGroupOffsets('g', [at(0)]), /offsets\.0\.offset/);
  // @ts-expect-error -- no list
  await assert.rejects(admin.alterConsumerGroupOffsets('g', { orders: 1 }), { name: 'ConfigError' });
  await assert.rejects(admin.deleteConsumerGroupOffsets('g', [at(0), at(0)]), /partitions.*once/);
  await assert.rejects(admin.listConsumerGroupOffsets(['g', { groupId: 'g' }]), /groups.*'g' twice/);
  await assert.rejects(
    admin.listConsumerGroupOffsets([{ groupId: 'g', partitions: [at(-1)] }]),
    /partitions\.0\.partition/,
  );
  assert.equal((await world.run(admin.alterConsumerGroupOffsets('g', []))).size, 0);
  assert.equal((await world.run(admin.deleteConsumerGroupOffsets('g', []))).size, 0);
  assert.equal(counts.size, 0);
});
