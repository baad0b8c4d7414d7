import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ErrorCode, Fetch, ListOffsets } from '@k/wire';
import type { FetchRequest, ListOffsetsResponse } from '@k/wire';
import { numbered } from './support.ts';
import { World, next, pollValues, tamper } from './world.ts';

const KB = 1_024;

function partitionsOf(count: number): { topic: string; partition: number }[] {
  return Array.from({ length: count }, (_, partition) => ({ topic: 't', partition }));
}

function fetched(request: FetchRequest): number[] {
  return request.topics.flatMap(({ partitions }) => partitions.map(({ partition }) => partition));
}

describe('fetching', () => {
  let world: World;
  afterEach(() => world.close());

  it('pitfall 22: holds no more than bufferMemory, however much there is, and loses nothing', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 8 });
    const value = 'x'.repeat(KB);
    for (let p = 0; p < 8; p++) {
      for (let batch = 0; batch < 20; batch++)
        await world.produce(
          't',
          p,
          Array.from({ length: 20 }, () => value),
        );
    }
    const limit = 256 * KB;
    const oneBatch = 21 * KB;
    const consumer = world.consumer({
      autoOffsetReset: 'earliest',
      bufferMemory: limit,
      maxPartitionFetchBytes: 64 * KB,
    });
    consumer.assign(partitionsOf(8));
    let most = 0;
    let count = 0;
    while (count < 3_200) {
      count += (await world.run(consumer.poll({ maxRecords: 37 }))).count;
      await world.clock.advance(50);
      most = Math.max(most, consumer.buffered.bytes);
    }
    assert.equal(count, 3_200);
    assert.ok(most > limit / 4, `something is fetched ahead: ${String(most)}`);
    assert.ok(most <= limit + oneBatch, `${String(most)} bytes held`);
    await world.run(consumer.poll({ timeoutMs: 100 }));
    assert.equal(consumer.buffered.bytes, 0, 'everything is given back');
  });

  it('fetches no more of a partition whose queue is full, and again when there is room', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    for (let batch = 0; batch < 30; batch++)
      await world.produce(
        't',
        0,
        Array.from({ length: 10 }, () => 'x'.repeat(KB)),
      );
    const fetches = world.broker.control(Fetch, () => undefined);
    const consumer = world.consumer({ autoOffsetReset: 'earliest', maxPartitionFetchBytes: 50 * KB });
    consumer.assign(partitionsOf(1));
    await world.run(consumer.poll({ maxRecords: 1 }));
    await world.clock.advance(60_000);
    const { calls } = fetches;
    assert.ok(calls <= 3, `${String(calls)} fetches for a reader that stands still`);
    assert.ok(consumer.buffered.bytes <= 100 * KB);
    await world.run(pollValues(consumer, 299));
    assert.ok(fetches.calls > calls);
  });

  it('pitfall 16: one broker that does not answer starves no other', async () => {
    world = await World.create({ nodes: 2 });
    world.broker.createTopic('t', { assignment: [[0], [1]] });
    await world.produce('t', 0, numbered(5, 'a'));
    await world.produce('t', 1, numbered(5, 'b'));
    world.broker.control(Fetch, () => 'hang', { nodeId: 0 });
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign(partitionsOf(2));
    assert.deepEqual(await world.run(pollValues(consumer, 5)), numbered(5, 'b'));
    for (let i = 0; i < 5; i++) {
      const since = world.clock.monotonic();
      await world.produce('t', 1, [`more${String(i)}`]);
      assert.deepEqual(await world.run(pollValues(consumer, 1)), [`more${String(i)}`]);
      assert.ok(world.clock.monotonic() - since < 1_000);
    }
  });

  it('pitfall 16: quiet partitions do not delay a busy one by their long poll', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
    const consumer = world.consumer({
      autoOffsetReset: 'earliest',
      fetchMaxWaitMs: 10_000,
      maxPartitionFetchBytes: 4 * KB,
    });
    for (let batch = 0; batch < 10; batch++) await world.produce('t', 0, ['x'.repeat(4 * KB)]);
    consumer.assign(partitionsOf(2));
    const since = world.clock.monotonic();
    await world.run(pollValues(consumer, 10));
    assert.ok(world.clock.monotonic() - since < 5_000, 'each fetch of partition 0 waited for partition 1');
  });

  it('pitfall 16: partitions read to their end one by one do not delay the one that is not', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 4 });
    const consumer = world.consumer({
      autoOffsetReset: 'earliest',
      fetchMaxWaitMs: 10_000,
      maxPartitionFetchBytes: 4 * KB,
      maxPollRecords: 1,
    });
    for (const [partition, batches] of [0, 2, 3, 12].entries()) {
      for (let batch = 0; batch < batches; batch++) await world.produce('t', partition, ['x'.repeat(4 * KB)]);
    }
    consumer.assign(partitionsOf(4));
    const since = world.clock.monotonic();
    await world.run(pollValues(consumer, 17));
    assert.ok(world.clock.monotonic() - since < 5_000, 'partition 3 waited for a fetch that was held back');
  });

  it('pitfall 16: a partition that has no position yet holds up no other', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1_000 });
    for (const p of [0, 999]) await world.produce('t', p, numbered(5, `${String(p)}-`));
    // A broker leads its part of a new topic of a thousand partitions seconds before all of it.
    const since = world.clock.monotonic();
    const control = world.broker.control(ListOffsets, async (_, context) => {
      const answer = await context.forward();
      if (world.clock.monotonic() - since > 6_000) return answer;
      for (const { partitions } of (answer as ListOffsetsResponse).topics) {
        for (const partition of partitions) if (partition.partitionIndex >= 500) partition.errorCode = 6;
      }
      return answer;
    });
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    const warnings: Error[] = [];
    consumer.on('warning', (error) => warnings.push(error));
    consumer.assign(partitionsOf(1_000));
    assert.deepEqual(await world.run(pollValues(consumer, 5)), numbered(5, '0-'));
    assert.ok(world.clock.monotonic() - since < 1_000, 'it waited for those that nobody led');
    assert.deepEqual(await world.run(pollValues(consumer, 5)), numbered(5, '999-'));
    assert.ok(world.clock.monotonic() - since < 8_000);
    assert.ok(control.calls < 20, `${String(control.calls)} requests: those that failed are asked for together`);
    assert.deepEqual(warnings, []);
  });

  it('pitfall 16: one broker that does not say where its partitions begin holds up no other, nor what is assigned later', async () => {
    world = await World.create({ nodes: 2 });
    world.broker.createTopic('t', { assignment: [[0], [1], [1]] });
    for (const p of [0, 1, 2]) await world.produce('t', p, numbered(5, `${String(p)}-`));
    world.broker.control(ListOffsets, () => 'hang', { nodeId: 0 });
    const since = world.clock.monotonic();
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign(partitionsOf(2));
    assert.deepEqual(await world.run(pollValues(consumer, 5)), numbered(5, '1-'));
    consumer.assign(partitionsOf(3));
    assert.deepEqual(await world.run(pollValues(consumer, 5)), numbered(5, '2-'));
    assert.ok(world.clock.monotonic() - since < 2_000);
  });

  it('asks for a partition in one request at a time, and never for one that is paused', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 4 });
    const open = new Map<number, number>();
    let doubled = 0;
    let paused = 0;
    const isPaused = new Set<number>();
    world.broker.control(Fetch, async (request, context) => {
      const partitions = fetched(request);
      for (const partition of partitions) {
        const count = (open.get(partition) ?? 0) + 1;
        open.set(partition, count);
        if (count > 1) doubled++;
        if (isPaused.has(partition)) paused++;
      }
      const answer = await context.forward();
      for (const partition of partitions) open.set(partition, (open.get(partition) ?? 0) - 1);
      return answer;
    });
    const consumer = world.consumer({ autoOffsetReset: 'earliest', maxPollRecords: 7 });
    consumer.assign(partitionsOf(4));
    let count = 0;
    for (let round = 0; round < 20; round++) {
      for (let p = 0; p < 4; p++) await world.produce('t', p, numbered(10));
      if (round === 10) {
        consumer.pause([{ topic: 't', partition: 3 }]);
        // The request that is under way was sent before.
        await world.clock.advance(1_000);
        isPaused.add(3);
      }
      count += (await world.run(consumer.poll())).count;
    }
    for (let polled = -1; polled !== 0; count += polled) polled = (await world.run(consumer.poll())).count;
    assert.equal(doubled, 0);
    assert.equal(paused, 0);
    isPaused.clear();
    consumer.resume([{ topic: 't', partition: 3 }]);
    for (let polled = -1; polled !== 0; count += polled) polled = (await world.run(consumer.poll())).count;
    assert.equal(count, 800);
  });

  it('paused partitions give their queue up when the others need the room', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 5 });
    const value = 'x'.repeat(KB);
    for (let p = 0; p < 5; p++)
      for (let i = 0; i < 8; i++)
        await world.produce(
          't',
          p,
          Array.from({ length: 30 }, () => value),
        );
    const consumer = world.consumer({
      autoOffsetReset: 'earliest',
      bufferMemory: 64 * KB,
      maxPartitionFetchBytes: 64 * KB,
    });
    consumer.assign(partitionsOf(4));
    await world.run(consumer.poll({ maxRecords: 1 }));
    consumer.pause(partitionsOf(4));
    consumer.assign(partitionsOf(5));
    let count = 0;
    while (count < 240) count += (await world.run(consumer.poll())).count;
    consumer.resume(partitionsOf(4));
    while (count < 240 + 4 * 240 - 1) count += (await world.run(consumer.poll())).count;
    assert.ok((await world.run(consumer.poll())).isEmpty);
  });

  it('each broker has its turn, however little room there is for all of them', async () => {
    world = await World.create({ nodes: 4 });
    world.broker.createTopic('t', { assignment: [[0], [1], [2], [3]] });
    for (let p = 0; p < 4; p++) await world.produce('t', p, numbered(3));
    const consumer = world.consumer({
      autoOffsetReset: 'earliest',
      bufferMemory: 3_000,
      maxPartitionFetchBytes: 2_000,
    });
    consumer.assign(partitionsOf(4));
    const seen = new Map<number, number>();
    for (let i = 0; i < 20; i++) {
      for (const { partition } of await world.run(consumer.poll({ timeoutMs: 2_000 }))) {
        seen.set(partition, (seen.get(partition) ?? 0) + 1);
      }
    }
    assert.deepEqual([...seen].sort(), [[0, 3], [1, 3], [2, 3], [3, 3]]); // prettier-ignore
  });

  it('and keep it while there is room', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
    for (const p of [0, 1]) await world.produce('t', p, numbered(100));
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign(partitionsOf(2));
    await world.run(consumer.poll({ maxRecords: 1 }));
    await world.clock.advance(100);
    consumer.pause([{ topic: 't', partition: 0 }]);
    const held = consumer.buffered.bytes;
    await world.produce('t', 1, numbered(100));
    let read = 0;
    while (read < 199) read += (await world.run(consumer.poll())).count;
    assert.ok(consumer.buffered.bytes >= held / 2 && held > 0, `${consumer.buffered.bytes} of ${held} bytes`);
  });

  it('pitfall 20: an error of one partition is told once at its turn and stops no other', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
    await world.produce('t', 0, numbered(5, 'a'));
    await world.produce('t', 1, numbered(5, 'b'));
    let refuse = true;
    tamper(world.broker, (partition) => {
      if (!refuse || partition.partitionIndex !== 0) return;
      partition.errorCode = ErrorCode.TOPIC_AUTHORIZATION_FAILED;
      partition.records = null;
    });
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign(partitionsOf(2));
    const values: string[] = [];
    const errors: unknown[] = [];
    while (values.length < 5 || errors.length < 2) {
      try {
        for (const { value } of await world.run(consumer.poll())) values.push(String(value));
      } catch (error) {
        errors.push(error);
      }
    }
    assert.deepEqual(values, numbered(5, 'b'));
    assert.match(String(errors[0]), /TOPIC_AUTHORIZATION_FAILED.*t-0/);
    refuse = false;
    const rest: string[] = [];
    while (rest.length < 5) {
      try {
        for (const { value } of await world.run(consumer.poll())) rest.push(String(value));
      } catch {
        // What was told before the permission came.
      }
    }
    assert.deepEqual(rest, numbered(5, 'a'));
  });

  it('sends topic ids, current leader epochs and its limits', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    const requests: FetchRequest[] = [];
    const versions = new Set<number>();
    world.broker.control(Fetch, (request, { version }) => {
      requests.push(request);
      versions.add(version);
      return undefined;
    });
    const consumer = world.consumer({
      autoOffsetReset: 'earliest',
      fetchMinBytes: 5,
      fetchMaxWaitMs: 77,
      isolationLevel: 'read_committed',
    });
    consumer.assign(partitionsOf(1));
    await world.run(consumer.poll({ timeoutMs: 500 }));
    const [request] = requests;
    assert.ok(request && Math.max(...versions) >= 13);
    assert.equal(request.topics[0]?.topicId, world.broker.topic('t')?.topicId);
    assert.equal(request.topics[0]?.partitions[0]?.currentLeaderEpoch, 0);
    assert.deepEqual([request.minBytes, request.maxWaitMs, request.isolationLevel], [5, 77, 1]);
  });

  it('pitfall 13: says that it is stalled, and why', async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    await world.produce('t', 0, numbered(5));
    const consumer = world.consumer({ autoOffsetReset: 'earliest', stallTimeoutMs: 10_000, fetchMaxWaitMs: 500 });
    consumer.assign(partitionsOf(1));
    await world.run(pollValues(consumer, 5));
    let stalls = 0;
    consumer.on('stalled', () => stalls++);
    const idle = consumer.poll({ timeoutMs: 100_000 });
    await world.clock.advance(90_000);
    assert.equal(stalls, 0, 'no lag, no stall');
    await world.run(idle);
    const hide = (partition: { records: Buffer | null }): void => {
      partition.records = null;
    };
    tamper(world.broker, hide, { delayMs: 100 });
    const stalled = next(consumer, 'stalled');
    const waiting = consumer.poll({ timeoutMs: 100_000 });
    await world.produce('t', 0, ['never seen']);
    const [[partition]] = (await world.run(stalled)) as [[{ position: number; highWatermark: number; reason: string }]];
    assert.deepEqual([partition.position, partition.highWatermark], [5, 6]);
    assert.match(partition.reason, /fetch/);
    await world.run(waiting);
  });
});
