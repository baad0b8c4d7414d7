import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { KafkaConsumer } from '../src/index.ts';
import { World, take } from './world.ts';

describe('the first record', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 6 });
    await world.produce('t', 0, ['a']);
  });
  afterEach(() => world.close());

  /** Virtual ms: the network takes none, so that what is left are pauses. */
  async function waitedFor(consumer: KafkaConsumer, begin: () => void): Promise<number> {
    const started = world.clock.monotonic();
    begin();
    assert.deepEqual(await world.run(take(consumer, 1)), ['a']);
    return world.clock.monotonic() - started;
  }

  for (const groupProtocol of ['classic', 'consumer'] as const) {
    it(`comes without a pause to who joins a group of the ${groupProtocol} protocol`, async () => {
      const consumer = world.consumer({ groupId: 'g', groupProtocol, autoOffsetReset: 'earliest' });
      const waited = await waitedFor(consumer, () => {
        consumer.subscribe({ topics: ['t'] });
      });
      assert.equal(waited, 0);
    });
  }

  it('comes without a pause to who is in no group', async () => {
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    const waited = await waitedFor(consumer, () => {
      consumer.assign([{ topic: 't', partition: 0 }]);
    });
    assert.equal(waited, 0);
  });
});
