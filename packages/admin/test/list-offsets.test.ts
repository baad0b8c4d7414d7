import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ErrorCode, ListOffsets } from '@k/wire';
import { failure } from '@k/testing';
import { type OffsetSpec, settled, type TopicPartition } from '../src/index.ts';
import { World } from './world.ts';

const at = (partition: number, topic = 'orders'): TopicPartition => ({ topic, partition });
const codeOf = (error: Error | undefined): number | undefined => (error as { code?: number } | undefined)?.code;
const start = 1_704_067_200_000;

/** Partition 0 has offsets 2 to 9, a second apart, of which the one of 5 is the latest; 1 and 2 have nothing. */
async function withRecords(options: Parameters<typeof World.create>[0] = {}): Promise<World> {
  const world = await World.create({ nodes: 3, ...options });
  world.broker.createTopic('orders', { partitions: 3 });
  const timestamps = Array.from({ length: 10 }, (_, i) => start + (i === 5 ? 60 : i) * 1000);
  await world.produce(
    at(0),
    timestamps.map((timestamp, i) => ({ value: `v${i}`, timestamp })),
  );
  world.broker.truncateBefore('orders', 0, 2);
  return world;
}

it('listOffsets() tells where partitions begin and end, and where times are', async () => {
  await using world = await withRecords();
  const admin = world.admin();
  const offsetOf = async (spec: OffsetSpec): Promise<unknown[]> => {
    const found = (await world.run(admin.listOffsets([{ ...at(0), spec }]))).get(at(0));
    return [found?.offset, found?.timestamp];
  };
  assert.deepEqual(await offsetOf('earliest'), [2, undefined]);
  assert.deepEqual(await offsetOf('latest'), [10, undefined]);
  assert.deepEqual(await offsetOf({ timestamp: start + 3500 }), [4, start + 4000]);
  assert.deepEqual(await offsetOf({ timestamp: new Date(start + 3500) }), [4, start + 4000]);
  assert.deepEqual(await offsetOf({ timestamp: start + 99_000 }), [undefined, undefined]);
  assert.deepEqual(await offsetOf('maxTimestamp'), [5, start + 60_000]);
  assert.deepEqual(await offsetOf('earliestLocal'), [2, undefined]);
  assert.deepEqual(await offsetOf('latestTiered'), [undefined, undefined]);
  assert.deepEqual(await offsetOf('earliestPendingUpload'), [undefined, undefined]);
});

it('each leader is asked once, whatever is wrong with some partitions', async () => {
  await using world = await withRecords();
  const admin = world.admin();
  const counts = world.counted();
  const places = [at(0), at(1), at(2), at(7), at(0, 'nothing')];
  const asked = places.map((place) => ({ ...place, spec: 'latest' as const }));
  const outcomes = await world.run(settled(admin.listOffsets(asked)));
  assert.deepEqual([...outcomes.keys()], places);
  assert.equal(outcomes.get(at(0))?.value?.offset, 10);
  assert.equal(outcomes.get(at(2))?.value?.offset, 0);
  assert.equal(codeOf(outcomes.get(at(7))?.reason), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  assert.equal(codeOf(outcomes.get(at(0, 'nothing'))?.reason), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  assert.equal(counts.get('ListOffsets'), 3);
});

it('a leader that has moved is looked for', async () => {
  await using world = await withRecords();
  const admin = world.admin();
  const asked = [{ ...at(1), spec: 'latest' as const }];
  await world.run(admin.listOffsets(asked));
  const leader = world.broker.topic('orders')?.partitions[1]?.leaderId;
  assert.ok(leader !== undefined);
  world.broker.control(
    ListOffsets,
    () => ({
      topics: [{ name: 'orders', partitions: [{ partitionIndex: 1, errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER }] }],
    }),
    { times: 1, nodeId: leader },
  );
  const counts = world.counted();
  assert.equal((await world.run(admin.listOffsets(asked))).get(at(1))?.offset, 0);
  assert.equal(counts.get('Metadata'), 1);
});

it('a spec that a broker is too old for is refused with the release that has it, and hides no other', async () => {
  await using world = await withRecords({ asVersion: '2.8' });
  const admin = world.admin();
  const outcomes = await world.run(
    settled(
      admin.listOffsets([
        { ...at(0), spec: 'latest' },
        { ...at(1), spec: 'maxTimestamp' },
        { ...at(2), spec: 'earliestLocal' },
      ]),
    ),
  );
  assert.equal(outcomes.get(at(0))?.value?.offset, 10);
  assert.equal(outcomes.get(at(1))?.reason?.name, 'UnsupportedVersionError');
  assert.match(outcomes.get(at(1))?.reason?.message ?? '', /needs Kafka 3\.0/);
  assert.match(outcomes.get(at(2))?.reason?.message ?? '', /needs Kafka 3\.5/);
  for (const [spec, release] of [
    ['latestTiered', '3\\.9'],
    ['earliestPendingUpload', '4\\.2'],
  ] as const) {
    const error = await world.run(failure(admin.listOffsets([{ ...at(0), spec }])));
    assert.match(error.message, new RegExp(`needs Kafka ${release}`));
  }
});

it('on one broker, what it is too old for hides nothing that it can tell', async () => {
  await using world = await withRecords({ asVersion: '2.8', nodes: 1 });
  const asked = [
    { ...at(0), spec: 'latest' as const },
    { ...at(1), spec: 'maxTimestamp' as const },
  ];
  const outcomes = await world.run(settled(world.admin().listOffsets(asked)));
  assert.equal(outcomes.get(at(0))?.value?.offset, 10);
  assert.match(outcomes.get(at(1))?.reason?.message ?? '', /needs Kafka 3\.0/);
});

it('the isolation level goes to the broker', async () => {
  await using world = await withRecords();
  const admin = world.admin();
  const levels: number[] = [];
  world.broker.control(ListOffsets, ({ isolationLevel }) => void levels.push(isolationLevel));
  const asked = [{ ...at(0), spec: 'latest' as const }];
  await world.run(admin.listOffsets(asked));
  await world.run(admin.listOffsets(asked, { isolationLevel: 'read_committed' }));
  assert.deepEqual(levels, [0, 1]);
});

it('wrong arguments are told before anything is asked', async () => {
  await using world = await withRecords();
  const admin = world.admin();
  const counts = world.counted();
  const twice = [
    { ...at(0), spec: 'latest' as const },
    { ...at(0), spec: 'earliest' as const },
  ];
  await assert.rejects(admin.listOffsets(twice), /partitions.*orders-0' twice/);
  // @ts-expect-error -- no spec
  await assert.rejects(admin.listOffsets([at(0)]), /partitions\.0\.spec.*"earliest"/);
  // @ts-expect-error -- a spec that there is not
  await assert.rejects(admin.listOffsets([{ ...at(0), spec: 'newest' }]), /partitions\.0\.spec.*"newest"/);
  await assert.rejects(admin.listOffsets([{ ...at(0), spec: { timestamp: -1 } }]), /partitions\.0\.spec/);
  await assert.rejects(admin.listOffsets([{ ...at(0), spec: { timestamp: new Date('never') } }]), /spec/);
  assert.equal((await world.run(admin.listOffsets([]))).size, 0);
  assert.equal(counts.size, 0);
});
