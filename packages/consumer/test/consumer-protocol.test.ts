import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import type { TopicPartition } from '@k/cluster';
import { ConfigError, ErrorCode, OffsetCommit, OffsetFetch, ProtocolError } from '@k/wire';
import { CommitError, type ConsumerOptions, type KafkaConsumer, SubscriptionPattern } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, next, pollValues } from './world.ts';

const HEARTBEAT_MS = 1_000;
const broker = { groupConsumerHeartbeatIntervalMs: HEARTBEAT_MS, groupConsumerRegexRefreshIntervalMs: 10_000 };
const options: ConsumerOptions = {
  groupId: 'g',
  groupProtocol: 'consumer',
  autoOffsetReset: 'earliest',
  enableAutoCommit: false,
};

function names(partitions: readonly TopicPartition[]): string {
  return partitions
    .map(({ topic, partition }) => `${topic}-${String(partition)}`)
    .sort()
    .join();
}

describe('groups of the consumer protocol (KIP-848)', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create(broker);
    world.broker.createTopic('t', { partitions: 4 });
  });
  afterEach(() => world.close());

  async function alone(): Promise<KafkaConsumer> {
    const consumer = world.consumer(options);
    consumer.subscribe(['t']);
    await world.run(next(consumer, 'assigned'));
    return consumer;
  }

  /** Another member comes, and the group rests. */
  async function joined(): Promise<KafkaConsumer> {
    const consumer = world.consumer(options);
    consumer.subscribe(['t']);
    await world.clock.advance(5 * HEARTBEAT_MS);
    return consumer;
  }

  it('gives back what another member gets and nothing else; what stays flows on and keeps its pause', async () => {
    const told: string[] = [];
    const a = world.consumer(options);
    a.subscribe({
      topics: ['t'],
      listener: {
        onPartitionsAssigned: (list) => void told.push(`+ ${names(list)}`),
        onPartitionsRevoked: (list) => void told.push(`- ${names(list)}`),
        onPartitionsLost: (list) => void told.push(`lost ${names(list)}`),
      },
    });
    await world.run(next(a, 'assigned'));
    a.pause(a.assignment());
    const b = await joined();
    assert.deepEqual([a.assignment().length, b.assignment().length], [2, 2]);
    assert.equal(names(a.paused()), names(a.assignment()), 'a pause stays');
    // As Java's, it hears of every rebalance that is over, also when nothing is new.
    assert.deepEqual(told, ['+ t-0,t-1,t-2,t-3', `- ${names(b.assignment())}`, '+ ']);
    assert.equal(names([...a.assignment(), ...b.assignment()]), 't-0,t-1,t-2,t-3');
    await world.run(b.close());
    await world.clock.advance(5 * HEARTBEAT_MS);
    assert.equal(a.assignment().length, 4);
    assert.equal(told.length, 4);
  });

  it('makes a commit again that was on its way when the coordinator counted the epoch up, for what it still has', async () => {
    const a = await alone();
    await world.produce('t', 0, numbered(3));
    assert.equal((await world.run(pollValues(a, 3))).length, 3);
    const [seen, released] = [withResolvers(), withResolvers()];
    const commits = world.broker.control(
      OffsetCommit,
      async () => {
        seen.resolve();
        await released.promise;
        return undefined;
      },
      { times: 1 },
    );
    const committed = a.commit();
    await world.run(seen.promise);
    const before = a.membership?.epoch ?? 0;
    await joined();
    assert.ok((a.membership?.epoch ?? 0) > before);
    const again = world.broker.control(OffsetCommit, () => undefined);
    released.resolve();
    // What went to the other member meanwhile is not this one's to commit any more.
    await assert.rejects(world.run(committed), (error: Error) => {
      assert.ok(error instanceof CommitError);
      assert.match(error.message, /^offsets not committed for t-2, t-3: STALE_MEMBER_EPOCH /);
      return true;
    });
    assert.equal(commits.calls, 1);
    assert.equal(again.calls, 1, 'the first was refused for its epoch');
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 3);
  });

  it('asks again for what is committed when its epoch is refused, and begins nowhere else', async () => {
    await world.produce('t', 0, numbered(5));
    const first = await alone();
    assert.equal((await world.run(pollValues(first, 5))).length, 5);
    await world.run(first.commit());
    await world.run(first.close());
    const refused = world.broker.control(
      OffsetFetch,
      () => ({ groups: [{ groupId: 'g', errorCode: ErrorCode.STALE_MEMBER_EPOCH }] }),
      {
        times: 2,
      },
    );
    const second = await alone();
    await world.produce('t', 0, ['new']);
    assert.deepEqual(await world.run(pollValues(second, 1)), ['new']);
    assert.equal(refused.calls, 2);
  });

  it('leaves a pattern to the coordinator: topics that match join in, also those made later', async () => {
    const consumer = world.consumer(options);
    consumer.subscribe(new SubscriptionPattern('orders-[a-z]+'));
    world.broker.createTopic('orders-a', { partitions: 1 });
    await world.clock.advance(15_000);
    assert.equal(names(consumer.assignment()), 'orders-a-0');
    world.broker.createTopic('orders-b', { partitions: 1 });
    world.broker.createTopic('orders-1', { partitions: 1 });
    await world.clock.advance(15_000);
    assert.equal(names(consumer.assignment()), 'orders-a-0,orders-b-0');
    await world.produce('orders-b', 0, ['seen']);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['seen']);
  });

  it('fails with the coordinator’s words for a pattern that is none, and can subscribe to another', async () => {
    const consumer = world.consumer(options);
    consumer.subscribe({ pattern: new SubscriptionPattern('(') });
    await assert.rejects(world.run(consumer.poll()), (error: Error) => {
      assert.ok(error instanceof ProtocolError);
      assert.equal(error.code, ErrorCode.INVALID_REGULAR_EXPRESSION);
      return true;
    });
    consumer.subscribe(new SubscriptionPattern('t'));
    await world.clock.advance(15_000);
    assert.equal(consumer.assignment().length, 4);
  });

  it('refuses options that are the broker’s affair, and names them', () => {
    for (const [wrong, said] of [
      [{ sessionTimeoutMs: 10_000 }, /sessionTimeoutMs.*broker's affair/],
      [{ heartbeatIntervalMs: 1_000 }, /heartbeatIntervalMs.*broker's affair/],
      [{ partitionAssignors: ['range'] }, /partitionAssignors.*groupRemoteAssignor/],
    ] as const) {
      assert.throws(
        () => world.consumer({ ...options, ...wrong } as ConsumerOptions),
        (error: Error) => error instanceof ConfigError && said.test(error.message),
      );
    }
    assert.throws(
      () => world.consumer({ groupId: 'g', groupRemoteAssignor: 'range' }),
      /groupRemoteAssignor.*'consumer'/,
    );
  });
});

describe('a cluster without the consumer protocol', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create({ asVersion: '3.9' });
    world.broker.createTopic('t', { partitions: 2 });
  });
  afterEach(() => world.close());

  it("has 'auto' join by the classic protocol", async () => {
    const consumer = world.consumer({ ...options, groupProtocol: 'auto' });
    consumer.subscribe(['t']);
    await world.run(next(consumer, 'assigned'));
    assert.equal(world.broker.group('g')?.state, 'Stable');
    assert.equal(consumer.assignment().length, 2);
  });

  it("refuses 'consumer', and a pattern of the broker's, and names the release that has them", async () => {
    for (const [groupProtocol, wanted] of [
      ['consumer', ['t']],
      ['auto', new SubscriptionPattern('t')],
    ] as const) {
      const consumer = world.consumer({ ...options, groupProtocol });
      consumer.subscribe(wanted);
      await assert.rejects(world.run(consumer.poll()), (error: Error) => {
        assert.match(error.message, /Kafka 4\.0/);
        return true;
      });
    }
  });
});
