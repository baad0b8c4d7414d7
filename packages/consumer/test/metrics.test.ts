import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ErrorCode, Fetch, OffsetCommit } from '@k/wire';
import type { ConsumerOptions, KafkaConsumer } from '../src/index.ts';
import { numbered } from './support.ts';
import { next, take, tamper, World } from './world.ts';

const p0 = { topic: 't', partition: 0 };
const p1 = { topic: 't', partition: 1 };

let world: World;
beforeEach(async () => {
  world = await World.create({ nodes: 2 });
  world.broker.createTopic('t', { partitions: 2 });
  world.broker.createTopic('u', { partitions: 1 });
});
afterEach(() => world.close());

function reading(options: ConsumerOptions = {}): KafkaConsumer {
  const consumer = world.consumer({ autoOffsetReset: 'earliest', ...options });
  consumer.assign([p0, p1]);
  return consumer;
}

describe('metrics()', () => {
  for (const [how, read] of [
    ['record by record', (consumer: KafkaConsumer) => take(consumer, 60)],
    ['by poll', (consumer: KafkaConsumer) => consumer.poll({ maxRecords: 60 })],
    [
      'by batch',
      async (consumer: KafkaConsumer) => {
        for await (const batch of consumer.batches()) if (batch.toArray().length > 0) return;
      },
    ],
  ] as const) {
    it(`counts what was handed out, ${how}, of its partition and topic`, async () => {
      await world.produce('t', 0, numbered(60));
      const consumer = reading();
      await world.run<unknown>(read(consumer));
      const { recordsConsumed, topics, partitions } = consumer.metrics();
      assert.equal(recordsConsumed, 60);
      assert.deepEqual(
        topics.map((each) => [each.topic, each.recordsConsumed]),
        [['t', 60]],
      );
      assert.deepEqual(
        partitions.map((each) => [each.partition, each.recordsConsumed]),
        [
          [0, 60],
          [1, 0],
        ],
      );
    });
  }

  it('counts neither what came before the position, nor what was not handed out yet', async () => {
    await world.produce('t', 0, numbered(100));
    const consumer = reading();
    consumer.seek(p0, 70);
    await world.run(take(consumer, 10));
    assert.equal(consumer.metrics().recordsConsumed, 10);
    // It was in hand: it comes again, and counts again.
    await world.run(take(consumer, 1));
    assert.equal(consumer.metrics().recordsConsumed, 11);
  });

  it('keeps in the topic what was read of partitions that went', async () => {
    await world.produce('t', 0, numbered(10));
    const consumer = reading();
    await world.run(consumer.poll());
    await world.run(consumer.poll({ timeoutMs: 1_000 }));
    const { bytesConsumed } = consumer.metrics();
    assert.ok(bytesConsumed > 0);
    consumer.assign({ topic: 'u', partition: 0 });
    const { recordsConsumed, topics, partitions, assignedPartitions } = consumer.metrics();
    assert.deepEqual([recordsConsumed, assignedPartitions], [10, 1]);
    assert.deepEqual(topics, [
      { topic: 't', recordsConsumed: 10, bytesConsumed },
      { topic: 'u', recordsConsumed: 0, bytesConsumed: 0 },
    ]);
    assert.deepEqual(
      partitions.map(({ topic }) => topic),
      ['u'],
    );
  });

  it('counts fetches by broker: bytes, failures and how long answers take', async () => {
    await world.produce('t', 0, numbered(100));
    world.broker.control(Fetch, () => 'close' as const, { times: 1 });
    const consumer = reading();
    await world.run(take(consumer, 100));
    await world.clock.advance(20_000);
    const { fetches, fetchesInFlight, fetchesFailed, bytesFetched, brokers, ...all } = consumer.metrics();
    const sum = (of: (broker: (typeof brokers)[number]) => number): number =>
      brokers.reduce((total, each) => total + of(each), 0);
    assert.equal(brokers.length, 2);
    assert.deepEqual(
      [sum((each) => each.fetches), sum((each) => each.fetchesInFlight), sum((each) => each.bytesFetched)],
      [fetches, fetchesInFlight, bytesFetched],
    );
    assert.equal(fetchesFailed, 1);
    assert.ok(fetchesInFlight >= 1 && fetchesInFlight <= 4);
    assert.ok(bytesFetched > 300 && all.bytesConsumed <= bytesFetched, `${String(bytesFetched)} bytes`);
    assert.ok(all.fetchLatencyAvgMs > 0 && all.fetchLatencyAvgMs <= all.fetchLatencyMaxMs);
    // Brokers hold answers back that have nothing new.
    assert.ok(all.fetchLatencyMaxMs >= 500, String(all.fetchLatencyMaxMs));
    assert.ok(all.bytesPerFetch > 0);
    assert.equal(all.bufferMemory - all.bufferedBytes > 0, true);
  });

  it('tells what is buffered and what is set aside for fetches under way apart', async () => {
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    const partitions = consumer.metrics();
    assert.deepEqual([partitions.bufferedBytes, partitions.reservedBytes], [0, 0]);
    world.broker.createTopic('quiet', { partitions: 1 });
    consumer.assign([{ topic: 'quiet', partition: 0 }]);
    await world.run(consumer.poll({ timeoutMs: 2_000 }));
    const waiting = consumer.metrics();
    assert.equal(waiting.bufferedBytes, 0);
    assert.ok(waiting.fetchesInFlight > 0 && waiting.reservedBytes > 0);
    await world.produce('quiet', 0, numbered(10));
    await world.run(consumer.poll({ maxRecords: 1 }));
    const full = consumer.metrics();
    assert.ok(full.bufferedBytes > 100 && full.bufferedBytes < 10_000, String(full.bufferedBytes));
    assert.equal(full.bufferedBytes, consumer.buffered.bytes);
    await world.run(consumer.poll({ maxRecords: 100 }));
    await world.run(consumer.poll({ timeoutMs: 2_000 }));
    assert.equal(consumer.metrics().bufferedBytes, 0);
  });

  it('tells how long the application waited for records', async () => {
    const consumer = reading();
    await world.run(consumer.poll({ timeoutMs: 5_000 }));
    assert.equal(consumer.metrics().waitingMs, 5_000);
    const poll = consumer.poll({ timeoutMs: 5_000 });
    await world.clock.advance(2_000);
    assert.equal(consumer.metrics().waitingMs, 7_000, 'one that lasts counts, too');
    await world.run(poll);
  });

  it('counts rebalances, heartbeats and commits', async () => {
    const options = { groupId: 'g', enableAutoCommit: false, heartbeatIntervalMs: 1_000 };
    const consumer = world.consumer({ ...options, partitionAssignors: ['range'] });
    assert.equal(consumer.metrics().lastHeartbeatMsAgo, undefined);
    consumer.subscribe('t');
    await world.run(next(consumer, 'assigned'));
    await world.clock.advance(10_000);
    const { heartbeats, lastHeartbeatMsAgo = Infinity, rebalances } = consumer.metrics();
    assert.ok(heartbeats >= 8 && heartbeats <= 11, String(heartbeats));
    assert.ok(lastHeartbeatMsAgo <= 1_100, String(lastHeartbeatMsAgo));
    assert.equal(rebalances, 1);

    world.broker.control(OffsetCommit, (_, context) => context.delay(200).then(() => undefined), { times: 1 });
    await world.run(consumer.commit({ ...p0, offset: 0 }));
    const refusing = {
      topics: [{ name: 't', partitions: [{ partitionIndex: 0, errorCode: ErrorCode.INVALID_COMMIT_OFFSET_SIZE }] }],
    };
    world.broker.control(OffsetCommit, () => refusing, { times: 1 });
    await assert.rejects(world.run(consumer.commit({ ...p0, offset: 0 })));
    const { commits, commitsFailed, commitLatencyAvgMs, commitLatencyMaxMs } = consumer.metrics();
    assert.deepEqual([commits, commitsFailed], [1, 1]);
    assert.ok(commitLatencyAvgMs >= 100 && commitLatencyMaxMs >= 200, `${String(commitLatencyAvgMs)} ms`);

    const other = world.consumer({ ...options, partitionAssignors: ['range'] });
    other.subscribe('t');
    const both = Promise.all([next(consumer, 'assigned'), next(other, 'assigned')]);
    await world.run(both);
    const { partitionsRevoked, partitionsLost, assignedPartitions } = consumer.metrics();
    assert.deepEqual(
      [consumer.metrics().rebalances, partitionsRevoked, partitionsLost, assignedPartitions],
      [2, 2, 0, 1],
    );
  });
});

describe('lag()', () => {
  it('is what lies between a position, or what is committed, and the end', async () => {
    await world.produce('t', 0, numbered(10));
    const consumer = reading({ groupId: 'g', enableAutoCommit: false });
    const nothing = {
      lag: undefined,
      committedLag: undefined,
      position: undefined,
      committed: undefined,
      endOffset: undefined,
    };
    assert.deepEqual(consumer.lag().get('t', 0), nothing);
    await world.run(consumer.poll({ maxRecords: 3 }));
    assert.deepEqual(consumer.lag(p0).get('t', 0), { ...nothing, lag: 7, position: 3, endOffset: 10 });
    await world.run(consumer.commit());
    assert.deepEqual(consumer.lag([p0]).get('t', 0), {
      lag: 7,
      committedLag: 7,
      position: 3,
      committed: 3,
      endOffset: 10,
    });
    await world.run(consumer.poll({ maxRecords: 5 }));
    assert.deepEqual([consumer.lag().get('t', 0)?.lag, consumer.lag().get('t', 0)?.committedLag], [2, 7]);
    assert.deepEqual([consumer.metrics().recordsLagMax, [...consumer.lag()].length], [2, 2]);
    assert.deepEqual(consumer.metrics().partitions[0]?.lag, 2);
  });

  it('counts up as records come, and ends at the last stable offset with read_committed', async () => {
    await world.produce('t', 0, numbered(4));
    tamper(world.broker, (data) => {
      if (data.partitionIndex === 0) data.lastStableOffset = 3n;
    });
    for (const [isolationLevel, end] of [
      ['read_uncommitted', 4],
      ['read_committed', 3],
    ] as const) {
      const consumer = reading({ isolationLevel });
      await world.run(consumer.poll({ maxRecords: 1 }));
      assert.deepEqual(consumer.lag().get('t', 0)?.endOffset, end);
      assert.deepEqual(consumer.lag().get('t', 0)?.lag, end - 1);
    }
    const consumer = reading();
    await world.run(consumer.poll());
    await world.produce('t', 0, numbered(2));
    await world.clock.advance(2_000);
    assert.equal(consumer.lag().get('t', 0)?.lag, 2);
  });

  it('is of assigned partitions', () => {
    const consumer = reading();
    assert.throws(() => consumer.lag({ topic: 'u', partition: 0 }), /u-0 is not assigned/);
    assert.throws(() => consumer.lag('t' as never), /lag\(\)/);
  });
});
