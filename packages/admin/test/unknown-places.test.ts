import assert from 'node:assert/strict';
import { it } from 'node:test';
import { DeleteRecords, DescribeProducers, ErrorCode, ListOffsets, Metadata } from '@k/wire';
import { failure } from '@k/testing';
import { type KafkaAdmin, type ResourceMap, settled, type TopicPartition } from '../src/index.ts';
import { partitionAt, Scripted } from './scripted.ts';
import { World } from './world.ts';

const at = (partition: number, topic = 'orders'): TopicPartition => ({ topic, partition });
const codeOf = (error: Error | undefined): number | undefined => (error as { code?: number } | undefined)?.code;
const { UNKNOWN_TOPIC_OR_PARTITION, LEADER_NOT_AVAILABLE } = ErrorCode;

type LeaderCall = (
  admin: KafkaAdmin,
  places: readonly TopicPartition[],
  timeoutMs?: number,
) => Promise<ResourceMap<TopicPartition, unknown>>;

/** All calls that ask the leaders of partitions. */
const CALLS: Readonly<Record<string, LeaderCall>> = {
  'deleteRecords()': (admin, places, timeoutMs) =>
    admin.deleteRecords(
      places.map((place) => ({ ...place, beforeOffset: 1 })),
      { timeoutMs },
    ),
  'deleteRecords() with dryRun': (admin, places, timeoutMs) =>
    admin.deleteRecords(
      places.map((place) => ({ ...place, beforeOffset: 1 })),
      { timeoutMs, dryRun: true },
    ),
  'listOffsets()': (admin, places, timeoutMs) =>
    admin.listOffsets(
      places.map((place) => ({ ...place, spec: 'latest' as const })),
      { timeoutMs },
    ),
  'describeProducers()': (admin, places, timeoutMs) => admin.describeProducers(places, { timeoutMs }),
};

async function oneTopic(): Promise<Scripted> {
  const script = await Scripted.start([DeleteRecords, DescribeProducers, ListOffsets]);
  script.topics.set('orders', { partitions: [partitionAt(1)] });
  script.on(DeleteRecords, ({ body: { topics } }) => ({
    topics: topics.map(({ name }) => ({ name, partitions: [{ partitionIndex: 0, lowWatermark: 1n }] })),
  }));
  script.on(ListOffsets, ({ body: { topics } }) => ({
    topics: topics.map(({ name }) => ({ name, partitions: [{ partitionIndex: 0, offset: 1n }] })),
  }));
  script.on(DescribeProducers, ({ body: { topics } }) => ({
    topics: topics.map(({ name }) => ({ name, partitions: [{ partitionIndex: 0 }] })),
  }));
  return script;
}

for (const [name, call] of Object.entries(CALLS)) {
  it(`${name}: topics and partitions that there are not are told soon, and cost the others nothing`, async () => {
    await using script = await oneTopic();
    const admin = script.admin();
    const { clock } = script.place;
    for (let n = 0; n < 2; n++) {
      const startedAt = clock.monotonic();
      const outcomes = await script.run(settled(call(admin, [at(0), at(0, 'nosuch'), at(7), at(3, 'nothing')])));
      assert.ok(clock.monotonic() - startedAt < 500, `${clock.monotonic() - startedAt} ms`);
      assert.equal(outcomes.get(at(0))?.status, 'fulfilled');
      for (const place of [at(0, 'nosuch'), at(7), at(3, 'nothing')]) {
        assert.equal(codeOf(outcomes.get(place)?.reason), UNKNOWN_TOPIC_OR_PARTITION);
      }
    }
  });

  it(`${name}: a topic that has no leaders yet is waited for, and does not hold up the others`, async () => {
    await using script = await oneTopic();
    script.topics.set('late', { errorCode: LEADER_NOT_AVAILABLE });
    const places = [at(0), at(0, 'late')];
    const outcomes = await script.run(settled(call(script.admin(), places, 2_000)));
    assert.equal(outcomes.get(at(0))?.status, 'fulfilled');
    assert.equal(outcomes.get(at(0, 'late'))?.reason?.name, 'TimeoutError');
    const again = call(script.admin(), places, 2_000);
    script.place.clock.setTimeout(() => script.topics.set('late', { partitions: [partitionAt(1)] }), 500);
    assert.equal((await script.run(settled(again))).get(at(0, 'late'))?.status, 'fulfilled');
  });
}

it('a topic that a broker hears of a moment late is asked for again', async () => {
  await using script = await oneTopic();
  const admin = script.admin();
  let asked = 0;
  script.on(Metadata, ({ body }) => {
    const names = body.topics?.map(({ name }) => name);
    if (names?.includes('made') === true && ++asked === 2) script.topics.set('made', { partitions: [partitionAt(1)] });
    return script.metadata(names);
  });
  const found = await script.run(admin.listOffsets([{ ...at(0, 'made'), spec: 'latest' }]));
  assert.equal(found.get(at(0, 'made'))?.offset, 1);
});

it('resetConsumerGroupOffsets() tells soon that a topic is not there', async () => {
  await using world = await World.create();
  world.broker.createTopic('orders', { partitions: 1 });
  const admin = world.admin();
  const reset = async (topics: readonly (string | TopicPartition)[]): Promise<number> => {
    const startedAt = world.clock.monotonic();
    const error = await world.run(failure(admin.resetConsumerGroupOffsets('group', 'latest', { topics })));
    const first = error.name === 'PartialResultError' ? (error.cause as Error) : error;
    assert.equal(codeOf(first), UNKNOWN_TOPIC_OR_PARTITION);
    return world.clock.monotonic() - startedAt;
  };
  // The first call finds the cluster and the coordinator. Requests for metadata without news keep a distance of about 100 ms.
  await reset(['nothing']);
  for (const topics of [['orders', 'nosuch'], [at(7)], [at(0), at(0, 'nosuch')]]) {
    const tookMs = await reset(topics);
    assert.ok(tookMs < 1_000, `${String(tookMs)} ms`);
  }
});
