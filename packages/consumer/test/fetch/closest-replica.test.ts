import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { BrokerOptions } from '@k/broker';
import { ErrorCode, Fetch } from '@k/wire';
import type { ConsumerOptions, KafkaConsumer } from '../../src/index.ts';
import { numbered } from '../support.ts';
import { World, pollValues, tamper } from '../world.ts';

const PLACE = { topic: 't', partition: 0 };

describe('reading from the closest replica (KIP-392)', () => {
  let world: World;
  afterEach(() => world.close());

  /** t-0, led by node 0 in rack 'a', with a follower at node 1 in rack 'b', where the consumer is. */
  async function begin(options: ConsumerOptions = {}, ofBroker: BrokerOptions = {}): Promise<KafkaConsumer> {
    world = await World.create({ nodes: 3, racks: ['a', 'b', 'c'], replicaSelector: 'rack-aware', ...ofBroker });
    world.broker.createTopic('t', { assignment: [[0, 1, 2]] });
    await world.produce('t', 0, numbered(5));
    const consumer = world.consumer({ autoOffsetReset: 'earliest', clientRack: 'b', ...options });
    consumer.assign([PLACE]);
    return consumer;
  }

  /** Bytes of records that each node has answered with, from now on. */
  function served(): number[] {
    const bytes = [0, 0, 0];
    world.broker.control(Fetch, async (_, context) => {
      const answer = await context.forward();
      for (const { partitions = [] } of answer?.responses ?? []) {
        for (const { records } of partitions)
          bytes[context.nodeId] = (bytes[context.nodeId] ?? 0) + (records?.length ?? 0);
      }
      return answer;
    });
    return bytes;
  }

  it('the records come from the follower in the rack of the client, and not without a rack', async () => {
    const consumer = await begin();
    const bytes = served();
    assert.deepEqual(await world.run(pollValues(consumer, 5)), numbered(5));
    await world.produce('t', 0, ['more']);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['more']);
    assert.deepEqual([bytes[0], (bytes[1] ?? 0) > 0, bytes[2]], [0, true, 0]);
    const other = world.consumer({ autoOffsetReset: 'earliest' });
    other.assign([PLACE]);
    await world.run(pollValues(other, 6));
    assert.ok((bytes[0] ?? 0) > 0);
  });

  it('the leader is asked anew when the metadata would be', async () => {
    const consumer = await begin({ metadataMaxAgeMs: 60_000 });
    await world.run(pollValues(consumer, 5));
    let asked = 0;
    world.broker.control(
      Fetch,
      () => {
        asked++;
        return undefined;
      },
      { nodeId: 0 },
    );
    await world.run(consumer.poll({ timeoutMs: 50_000 }));
    assert.equal(asked, 0);
    await world.run(consumer.poll({ timeoutMs: 20_000 }));
    assert.equal(asked, 1);
  });

  for (const [name, code] of [
    ['OFFSET_OUT_OF_RANGE', ErrorCode.OFFSET_OUT_OF_RANGE],
    ['NOT_LEADER_OR_FOLLOWER', ErrorCode.NOT_LEADER_OR_FOLLOWER],
    ['REPLICA_NOT_AVAILABLE', ErrorCode.REPLICA_NOT_AVAILABLE],
    ['UNKNOWN_LEADER_EPOCH', ErrorCode.UNKNOWN_LEADER_EPOCH],
    ['FENCED_LEADER_EPOCH', ErrorCode.FENCED_LEADER_EPOCH],
    ['OFFSET_NOT_AVAILABLE', ErrorCode.OFFSET_NOT_AVAILABLE],
    ['KAFKA_STORAGE_ERROR', ErrorCode.KAFKA_STORAGE_ERROR],
  ] as const) {
    it(`${name} at the follower: the leader has the word, at once, and the position stays`, async () => {
      const consumer = await begin({ autoOffsetReset: 'none' });
      consumer.seek(PLACE, 0);
      await world.run(pollValues(consumer, 5));
      let refused = 0;
      tamper(
        world.broker,
        (partition) => {
          refused++;
          partition.errorCode = code;
          partition.records = null;
        },
        { nodeId: 1 },
      );
      const since = world.clock.monotonic();
      const polling = pollValues(consumer, 2);
      await world.produce('t', 0, ['a', 'b']);
      assert.deepEqual(await world.run(polling), ['a', 'b']);
      assert.equal(refused, 1);
      assert.ok(world.clock.monotonic() - since < 100, 'there was a pause');
      await world.run(consumer.poll({ timeoutMs: 10_000 }));
      assert.equal(refused, 1, 'it is left alone for a while');
    });
  }

  it('a follower that is gone is left for the leader at once', async () => {
    const consumer = await begin();
    await world.run(pollValues(consumer, 5));
    await world.broker.stop(1);
    const since = world.clock.monotonic();
    await world.produce('t', 0, ['more']);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['more']);
    assert.ok(world.clock.monotonic() - since < 1_000);
    assert.deepEqual(
      consumer.health().problems.filter((problem) => problem.startsWith('Not read')),
      [],
    );
  });

  it('a new leader is asked itself', async () => {
    const consumer = await begin();
    const bytes = served();
    await world.run(pollValues(consumer, 5));
    world.broker.moveLeader('t', 0, 1);
    await world.run(world.cluster.refresh());
    await world.produce('t', 0, ['more']);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['more']);
    let asked = 0;
    world.broker.control(
      Fetch,
      () => {
        asked++;
        return undefined;
      },
      { nodeId: 2 },
    );
    world.broker.moveLeader('t', 0, 2);
    await world.run(world.cluster.refresh());
    await world.produce('t', 0, ['and more']);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['and more']);
    assert.equal(asked, 1, 'who names the follower again');
    assert.equal(bytes[0], 0);
  });
});
