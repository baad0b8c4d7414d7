import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OffsetForLeaderEpoch, type OffsetForLeaderEpochRequest } from '@k/wire';
import type { ConsumerEvents } from '../src/index.ts';
import { numbered } from './support.ts';
import { next, take, World } from './world.ts';

const PLACE = { topic: 't', partition: 0 };

describe('a position whose epoch is newer than its leader', () => {
  it('holds: the leader has been replaced, and does not know it yet', async () => {
    const world = await World.create({ nodes: 2 });
    const { broker } = world;
    broker.createTopic('t', { assignment: [[0, 1]] });
    await world.produce('t', 0, numbered(3));
    broker.isolate(0);
    broker.moveLeader('t', 0, 1);
    const consumer = world.consumer({
      bootstrapServers: [broker.bootstrapServers[0] ?? ''],
      autoOffsetReset: 'earliest',
    });
    const cuts: unknown[] = [];
    consumer.on('truncated', (cut) => cuts.push(cut));
    consumer.assign([PLACE]);
    consumer.seek(PLACE, { offset: 2, leaderEpoch: 1 });
    const reading = take(consumer, 1);
    await world.clock.advance(5_000);
    const problem =
      /could not be asked .*UNKNOWN_LEADER_EPOCH .*t-0.*Its leader is one of epoch 0, and what was read before is of epoch 1\./;
    assert.match(consumer.health().partitions[0]?.problem ?? '', problem);
    broker.rejoin(0);
    assert.deepEqual(await world.run(reading), ['v2']);
    assert.deepEqual(cuts, []);
    await world.close();
  });

  it('is given up after 30 s: it may be an epoch of another cluster', async () => {
    const world = await World.create({ nodes: 1 });
    world.broker.createTopic('t');
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    const since = world.clock.monotonic();
    const told = next(consumer, 'truncated');
    consumer.assign([PLACE]);
    consumer.seek(PLACE, { offset: 2, leaderEpoch: 99 });
    const reading = take(consumer, 1);
    const [truncated] = (await world.run(told)) as ConsumerEvents['truncated'];
    assert.deepEqual(truncated, { ...PLACE, position: 2, divergentOffset: -1, leaderEpoch: -1 });
    const passed = world.clock.monotonic() - since;
    assert.ok(passed >= 30_000 && passed < 35_000, String(passed));
    assert.deepEqual(await world.run(reading), ['v0']);
    await world.close();
  });

  it('is asked about once where the leader is newer: that it knows nothing of the epoch counts', async () => {
    const world = await World.create({ nodes: 2 });
    world.broker.createTopic('t', { assignment: [[0, 1]] });
    world.broker.moveLeader('t', 0, 1);
    await world.produce('t', 0, numbered(3));
    let asked = 0;
    world.broker.control(OffsetForLeaderEpoch, ({ topics }: OffsetForLeaderEpochRequest) => {
      asked++;
      const partitions = [{ partition: 0, leaderEpoch: -1, endOffset: -1n }];
      return { topics: topics.map(({ topic }) => ({ topic, partitions })) };
    });
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    const told = next(consumer, 'truncated');
    consumer.assign([PLACE]);
    consumer.seek(PLACE, { offset: 2, leaderEpoch: 0 });
    const reading = take(consumer, 1);
    await world.run(told);
    assert.deepEqual(await world.run(reading), ['v0']);
    assert.equal(asked, 1);
    await world.close();
  });
});
