import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, ListOffsets } from '@k/wire';
import { Simulated } from '../support/simulated.ts';
import { batchOf } from '../support/records.ts';
import { produceTo } from '../support/calls.ts';

describe('ListOffsets v0', () => {
  it('lists where segments begin, newest first, and the end', async () => {
    const simulated = await Simulated.start();
    const { broker, clock } = simulated;
    broker.createTopic('t', { config: { 'internal.segment.bytes': 16_384, 'retention.ms': -1 } });
    const client = await simulated.client();
    const ask = async (timestamp: number, maxNumOffsets: number, topic = 't') => {
      const response = await simulated.run(
        client.request(ListOffsets, 0, {
          replicaId: -1,
          topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp, maxNumOffsets }] }],
        }),
      );
      const { errorCode, oldStyleOffsets } = response.topics[0]?.partitions[0] ?? {};
      return errorCode === 0 ? oldStyleOffsets?.map(Number) : errorCode;
    };
    assert.deepEqual(await ask(-1, 10), [0], 'an empty log begins where it ends');
    assert.deepEqual(await ask(-2, 10), [0]);
    // A segment holds 16 KiB: the second batch opens another.
    const written: number[] = [];
    for (let i = 0; i < 2; i++) {
      await simulated.run(produceTo(client, { name: 't' }, 0, batchOf(['x'.repeat(10_000), 'y'])));
      written.push(clock.now());
      await clock.advance(60_000);
    }
    const [first, second] = written as [number, number];
    assert.deepEqual(await ask(-1, 10), [4, 2, 0]);
    assert.deepEqual(await ask(-1, 1), [4]);
    assert.deepEqual(await ask(-2, 10), [0]);
    assert.deepEqual(await ask(first - 1, 10), []);
    assert.deepEqual(await ask(second - 1, 10), [0]);
    assert.deepEqual(await ask(second, 10), [2, 0]);
    assert.deepEqual(await ask(second, 1), [2]);
    assert.deepEqual(await ask(second, 0), []);
    assert.deepEqual(await ask(clock.now(), 2), [4, 2]);
    broker.truncateBefore('t', 0, 1);
    assert.deepEqual(await ask(-2, 1), [1]);
    assert.equal(await ask(-1, 1, 'unknown'), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    client.close();
    await simulated.stop();
  });
});
