import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, Fetch } from '@k/wire';
import { PositionNotInLogError } from '../src/index.ts';
import { numbered } from './support.ts';
import { pollValues, take, World } from './world.ts';

const PLACE = { topic: 't', partition: 0 };

/** Ten records, of which retention has taken the first five. */
async function shortened(): Promise<World> {
  const world = await World.create();
  world.broker.createTopic('t');
  await world.produce('t', 0, numbered(5));
  await world.produce('t', 0, numbered(5, 'w'));
  world.broker.truncateBefore('t', 0, 5);
  return world;
}

for (const [side, offset] of [
  ['before the log', 2],
  ['behind the log', 99],
] as const) {
  describe(`a position ${side}`, () => {
    it("goes on where the log begins with 'earliest'", async () => {
      const world = await shortened();
      const consumer = world.consumer({ autoOffsetReset: 'earliest' });
      consumer.assign([PLACE]);
      consumer.seek(PLACE, offset);
      assert.deepEqual(await world.run(pollValues(consumer, 5)), numbered(5, 'w'));
      await world.close();
    });

    it("goes on where the log ends with 'latest'", async () => {
      const world = await shortened();
      const consumer = world.consumer({ autoOffsetReset: 'latest' });
      consumer.assign([PLACE]);
      consumer.seek(PLACE, offset);
      const reading = take(consumer, 1);
      while ((await world.run(consumer.position(PLACE))) !== 10) await world.clock.advance(10);
      await world.produce('t', 0, ['later']);
      assert.deepEqual(await world.run(reading), ['later']);
      await world.close();
    });

    it("is an error at each poll with 'none', until the application seeks", async () => {
      const world = await shortened();
      const consumer = world.consumer({ autoOffsetReset: 'none' });
      consumer.assign([PLACE]);
      consumer.seek(PLACE, offset);
      for (const attempt of ['once', 'again']) {
        await assert.rejects(world.run(consumer.poll()), (error) => {
          assert.ok(error instanceof PositionNotInLogError, attempt);
          assert.deepEqual([error.topic, error.partition, error.offset], ['t', 0, offset]);
          return true;
        });
      }
      consumer.seek(PLACE, 7);
      assert.deepEqual(await world.run(pollValues(consumer, 3)), ['w2', 'w3', 'w4']);
      await world.close();
    });
  });
}

it('hands out what is queued before it says that what follows is out of range', async () => {
  const world = await World.create();
  world.broker.createTopic('t');
  await world.produce('t', 0, numbered(5));
  const consumer = world.consumer({ autoOffsetReset: 'none', maxPollRecords: 2 });
  let answers = 0;
  world.broker.control(Fetch, async (_, context) => {
    const answer = await context.forward();
    if (answers++ === 0) return answer;
    const topicId = world.broker.topic('t')?.topicId;
    const partitions = [
      { partitionIndex: 0, errorCode: ErrorCode.OFFSET_OUT_OF_RANGE, highWatermark: -1n, records: null },
    ];
    return { ...answer, responses: [{ topic: 't', ...(topicId === undefined ? {} : { topicId }), partitions }] };
  });
  consumer.assign([PLACE]);
  consumer.seek(PLACE, 0);
  assert.deepEqual(await world.run(pollValues(consumer, 2)), ['v0', 'v1']);
  await world.clock.advance(2_000);
  assert.ok(answers > 1, 'it was refused while some was queued');
  assert.deepEqual(await world.run(pollValues(consumer, 3)), ['v2', 'v3', 'v4']);
  await assert.rejects(world.run(pollValues(consumer, 1)), { name: 'PositionNotInLogError', offset: 5 });
  await world.close();
});
