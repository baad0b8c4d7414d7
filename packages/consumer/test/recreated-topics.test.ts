import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Metadata, OffsetCommit } from '@k/wire';
import type { ConsumerEvents } from '../src/index.ts';
import { numbered } from './support.ts';
import { next, pollValues, World } from './world.ts';

const PLACE = { topic: 't', partition: 0 };

/** A topic whose leader has moved to node 1 once: its leader epoch is above that of a topic just made. */
function movedTopic(world: World): void {
  world.broker.createTopic('t', { assignment: [[0, 1]] });
  world.broker.moveLeader('t', 0, 1);
}

/** At once, as it is for a client that asks for nothing in between. */
function makeAgain(world: World, leader: number): void {
  world.broker.deleteTopic('t');
  world.broker.createTopic('t', { assignment: [[leader, 1 - leader]] });
}

describe('a topic deleted and made again, on brokers without topic ids', () => {
  for (const [what, leader] of [
    ['led by the same broker', 1],
    ['led by another one', 0],
  ] as const) {
    it(`${what}: is read anew, since the leader does not know the epoch of what was read`, async () => {
      const world = await World.create({ nodes: 2, asVersion: '2.4' });
      movedTopic(world);
      await world.produce('t', 0, ['old']);
      const consumer = world.consumer({ autoOffsetReset: 'earliest' });
      consumer.assign([PLACE]);
      assert.deepEqual(await world.run(pollValues(consumer, 1)), ['old']);
      makeAgain(world, leader);
      const told = next(consumer, 'truncated');
      const polling = pollValues(consumer, 2);
      const startedAt = world.clock.monotonic();
      await world.run(world.cluster.refresh());
      await world.produce('t', 0, ['read before', 'new']);
      assert.deepEqual(await world.run(polling), ['read before', 'new']);
      const [cut] = (await world.run(told)) as ConsumerEvents['truncated'];
      assert.deepEqual(cut, { ...PLACE, position: 1, divergentOffset: -1, leaderEpoch: -1 });
      assert.ok(world.clock.monotonic() - startedAt < 10_000);
      await world.close();
    });
  }
});

describe('a topic deleted and made again, which shows by its id', () => {
  for (const asVersion of ['2.8', '4.3'] as const) {
    it(`${asVersion}: is read from where autoOffsetReset says, and an event tells it`, async () => {
      const world = await World.create({ nodes: 2, asVersion });
      movedTopic(world);
      await world.produce('t', 0, numbered(5));
      const consumer = world.consumer({ autoOffsetReset: 'earliest', maxPartitionFetchBytes: 200 });
      consumer.assign([PLACE]);
      assert.equal((await world.run(pollValues(consumer, 5))).length, 5);
      const formerId = world.broker.topic('t')?.topicId;
      const told = next(consumer, 'topicRecreated');
      makeAgain(world, 1);
      const topicId = world.broker.topic('t')?.topicId;
      await world.run(world.cluster.refresh());
      const values = Array.from({ length: 8 }, (_, i) => `new ${String(i)}`);
      await world.produce('t', 0, values);
      assert.deepEqual(await world.run(pollValues(consumer, 8)), values, 'none of the first five is skipped');
      const [recreated] = (await world.run(told)) as ConsumerEvents['topicRecreated'];
      assert.deepEqual(recreated, { topic: 't', topicId, formerId, positions: [{ ...PLACE, position: 5 }] });
      await world.close();
    });
  }

  it('gives nothing of what was fetched of the old one, also when some of it is in hand', async () => {
    const world = await World.create();
    world.broker.createTopic('t');
    await world.produce('t', 0, numbered(20));
    const consumer = world.consumer({ groupId: 'g', autoOffsetReset: 'earliest', maxPollRecords: 5 });
    consumer.assign([PLACE]);
    assert.equal((await world.run(consumer.poll())).count, 5);
    const told = next(consumer, 'topicRecreated');
    makeAgainOn0(world);
    await world.produce('t', 0, ['new']);
    await world.run(told);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['new']);
    // What was in hand is handed back with that, and must not be committed for the new topic.
    await world.run(consumer.commit());
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 1);
    await world.close();
  });

  it('is told where there is no reset policy', async () => {
    const world = await World.create();
    world.broker.createTopic('t');
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer({ autoOffsetReset: 'none' });
    consumer.assign([PLACE]);
    consumer.seek(PLACE, 0);
    assert.equal((await world.run(pollValues(consumer, 3))).length, 3);
    makeAgainOn0(world);
    await world.produce('t', 0, ['new']);
    await assert.rejects(
      world.run(pollValues(consumer, 1)),
      /t-0.*its topic was made again.*autoOffsetReset is 'none'/,
    );
    consumer.seek(PLACE, 0);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['new']);
    await world.close();
  });

  it('is told again where the partition was stuck before, and the old offset is never committed for it', async () => {
    const world = await World.create();
    world.broker.createTopic('t');
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer({ groupId: 'g', autoOffsetReset: 'none', autoCommitIntervalMs: 1_000 });
    consumer.assign([PLACE]);
    consumer.seek(PLACE, 0);
    assert.equal((await world.run(pollValues(consumer, 3))).length, 3);
    const made = next(consumer, 'topicRecreated');
    makeAgainOn0(world);
    await world.run(made);
    const notice = /its topic was made again.*autoOffsetReset is 'none'/;
    await assert.rejects(world.run(consumer.poll()), notice);
    await assert.rejects(world.run(consumer.position(PLACE)), notice);
    const madeAgain = next(consumer, 'topicRecreated');
    makeAgainOn0(world);
    await world.run(Promise.all([world.cluster.refresh(), madeAgain]));
    await assert.rejects(world.run(consumer.poll()), notice);
    await world.clock.advance(5_000);
    assert.equal(world.broker.committed('g', 't', 0), undefined);
    await world.run(consumer.close());
    await world.close();
  });

  it('begins at its end with autoOffsetReset latest', async () => {
    const world = await World.create();
    world.broker.createTopic('t');
    const consumer = world.consumer({ autoOffsetReset: 'latest', clientId: 'reader' });
    consumer.assign([PLACE]);
    assert.equal(await world.run(consumer.position(PLACE)), 0);
    const polling = pollValues(consumer, 1);
    await world.produce('t', 0, ['old']);
    await world.run(polling);
    const told = next(consumer, 'topicRecreated');
    const silence = world.broker.control(Metadata, (_, { clientId }) => (clientId === 'reader' ? 'close' : undefined));
    makeAgainOn0(world);
    await world.produce('t', 0, ['before it was noticed']);
    silence.remove();
    await world.run(told);
    assert.equal(await world.run(consumer.position(PLACE)), 1);
    const after = pollValues(consumer, 1);
    await world.produce('t', 0, ['new']);
    assert.deepEqual(await world.run(after), ['new']);
    await world.close();
  });

  for (const asVersion of ['3.9', '4.3'] as const) {
    it(`${asVersion}: is not given the offset of a commit that was on its way`, async () => {
      const world = await World.create({ asVersion });
      world.broker.createTopic('t');
      await world.produce('t', 0, numbered(5));
      const consumer = world.consumer({ groupId: 'g', autoOffsetReset: 'earliest', enableAutoCommit: false });
      consumer.assign([PLACE]);
      await world.run(pollValues(consumer, 5));
      // The first attempt is lost; when it is repeated the topic is another one.
      const lost = world.broker.control(OffsetCommit, () => 'close' as const, { times: 1 });
      const committing = consumer.commit();
      committing.catch(() => undefined);
      await world.run(lost.seen(1));
      makeAgainOn0(world);
      await assert.rejects(world.run(committing), /UNKNOWN_TOPIC_ID/);
      assert.equal(world.broker.committed('g', 't', 0), undefined);
      await world.close();
    });
  }
});

function makeAgainOn0(world: World): void {
  world.broker.deleteTopic('t');
  world.broker.createTopic('t');
}
