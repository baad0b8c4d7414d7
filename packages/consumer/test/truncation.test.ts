import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, Fetch, OffsetForLeaderEpoch } from '@k/wire';
import type { OffsetForLeaderEpochRequest } from '@k/wire';
import { LogTruncationError, type ConsumerEvents, type ConsumerOptions, type KafkaConsumer } from '../src/index.ts';
import { numbered } from './support.ts';
import { next, pollValues, take, tamper, World } from './world.ts';

const PLACE = { topic: 't', partition: 0 };

interface End {
  readonly errorCode?: number;
  readonly leaderEpoch?: number;
  readonly endOffset?: number;
}

/** What the leaders answer about the ends of their epochs, and what they were asked. */
function leadersSay(world: World, answer: (asked: number) => End): { asked: number[]; currentLeaderEpochs: number[] } {
  const seen: { asked: number[]; currentLeaderEpochs: number[] } = { asked: [], currentLeaderEpochs: [] };
  world.broker.control(OffsetForLeaderEpoch, ({ replicaId, topics }: OffsetForLeaderEpochRequest) => ({
    topics: topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ partition, leaderEpoch, currentLeaderEpoch }) => {
        assert.equal(replicaId, -1, 'a consumer');
        seen.asked.push(leaderEpoch);
        seen.currentLeaderEpochs.push(currentLeaderEpoch);
        return { partition, ...answer(leaderEpoch) };
      }),
    })),
  }));
  return seen;
}

/** Five records were read at a leader whose place another one has taken. */
async function readAndMoved(
  options: ConsumerOptions,
  say: (asked: number) => End,
  asVersion?: '2.4' | '2.8' | '4.3',
): Promise<{ world: World; consumer: KafkaConsumer; seen: ReturnType<typeof leadersSay> }> {
  const world = await World.create({ nodes: 2, ...(asVersion === undefined ? {} : { asVersion }) });
  world.broker.createTopic('t', { assignment: [[0, 1]] });
  await world.produce('t', 0, numbered(5));
  const seen = leadersSay(world, say);
  const consumer = world.consumer({ autoOffsetReset: 'earliest', ...options });
  consumer.assign([PLACE]);
  if (options.autoOffsetReset === 'none') consumer.seek(PLACE, 0);
  assert.deepEqual(await world.run(pollValues(consumer, 5)), numbered(5));
  world.broker.moveLeader('t', 0, 1);
  return { world, consumer, seen };
}

/** Of six records in six batches two were read, the others are queued; another leader has taken the place of the first. */
async function withQueue(say: (asked: number) => End): Promise<{
  world: World;
  consumer: KafkaConsumer;
  seen: ReturnType<typeof leadersSay>;
  cuts: unknown[];
}> {
  const world = await World.create({ nodes: 2 });
  world.broker.createTopic('t', { assignment: [[0, 1]] });
  for (const value of numbered(6)) await world.produce('t', 0, [value]);
  const seen = leadersSay(world, say);
  const consumer = world.consumer({ autoOffsetReset: 'earliest', maxPollRecords: 2, checkCrcs: false });
  const cuts: unknown[] = [];
  consumer.on('truncated', (cut) => cuts.push(cut));
  consumer.assign([PLACE]);
  assert.deepEqual(await world.run(pollValues(consumer, 2)), ['v0', 'v1']);
  assert.ok(consumer.buffered.bytes > 0);
  world.broker.moveLeader('t', 0, 1);
  return { world, consumer, seen, cuts };
}

describe('a log that was cut', () => {
  for (const asVersion of ['2.4', '2.8', '4.3'] as const) {
    it(`${asVersion}: is told, and read on from where it goes another way`, async () => {
      const { world, consumer, seen } = await readAndMoved({}, () => ({ leaderEpoch: 0, endOffset: 3 }), asVersion);
      const told = next(consumer, 'truncated');
      assert.deepEqual(await world.run(pollValues(consumer, 2)), ['v3', 'v4']);
      const [truncated] = (await world.run(told)) as ConsumerEvents['truncated'];
      assert.deepEqual(truncated, { ...PLACE, position: 5, divergentOffset: 3, leaderEpoch: 0 });
      assert.deepEqual(seen, { asked: [0], currentLeaderEpochs: [1] }, 'the new leader, once');
      await world.close();
    });
  }

  it("is an error with the place where it goes another way with autoOffsetReset 'none', until the application seeks", async () => {
    const { world, consumer } = await readAndMoved({ autoOffsetReset: 'none' }, () => ({
      leaderEpoch: 0,
      endOffset: 3,
    }));
    const told = next(consumer, 'truncated');
    for (const attempt of ['polled', 'polled again']) {
      await assert.rejects(world.run(pollValues(consumer, 1)), (error) => {
        assert.ok(error instanceof LogTruncationError, attempt);
        assert.match(
          error.message,
          /cut before t-0 offset 5.*from offset 3 on.*autoOffsetReset is 'none': seek to there/,
        );
        const { topic, partition, offset, divergentOffset, leaderEpoch } = error;
        assert.deepEqual({ topic, partition, offset, divergentOffset, leaderEpoch }, { ...PLACE, offset: 5, divergentOffset: 3, leaderEpoch: 0 }); // prettier-ignore
        return true;
      });
    }
    await world.run(told);
    consumer.seek(PLACE, 3);
    assert.deepEqual(await world.run(pollValues(consumer, 2)), ['v3', 'v4']);
    await world.close();
  });

  for (const [autoOffsetReset, expected] of [
    ['earliest', 'v0'],
    ['latest', 'later'],
  ] as const) {
    it(`goes on where the policy says when the leader knows nothing of the epoch: ${autoOffsetReset}`, async () => {
      const { world } = await readAndMoved({}, () => ({ leaderEpoch: -1, endOffset: -1 }));
      const reader = world.consumer({ autoOffsetReset });
      reader.assign([PLACE]);
      reader.seek(PLACE, { offset: 5, leaderEpoch: 0 });
      const told = next(reader, 'truncated');
      const reading = take(reader, 1);
      const [truncated] = (await world.run(told)) as ConsumerEvents['truncated'];
      assert.deepEqual(truncated, { ...PLACE, position: 5, divergentOffset: -1, leaderEpoch: -1 });
      await world.run(reader.position(PLACE));
      await world.produce('t', 0, ['later']);
      assert.deepEqual(await world.run(reading), [expected]);
      await world.close();
    });
  }

  it('gives nothing of what is queued beyond the cut, and what lies before it once', async () => {
    const { world, consumer, cuts, seen } = await withQueue((asked) => ({ leaderEpoch: asked, endOffset: 4 }));
    // Behind the cut the new leader has other records.
    tamper(world.broker, (partition) => {
      partition.records &&= Buffer.from(partition.records.toString('latin1').replace(/v([45])/g, 'n$1'), 'latin1');
    });
    await world.run(world.cluster.refresh());
    assert.deepEqual(await world.run(pollValues(consumer, 4)), ['v2', 'v3', 'n4', 'n5']);
    assert.deepEqual(seen.asked, [0, 0], 'where the queue ends, then where reading stands');
    assert.deepEqual(cuts, [], 'nothing that was read is lost');
    await world.close();
  });

  it('goes on with what is queued when the new leader has that', async () => {
    const { world, consumer, cuts, seen } = await withQueue(() => ({ leaderEpoch: 0, endOffset: 6 }));
    const fetched: bigint[] = [];
    world.broker.control(Fetch, ({ topics }) => {
      for (const { partitions } of topics) for (const { fetchOffset } of partitions) fetched.push(fetchOffset);
      return undefined;
    });
    await world.run(world.cluster.refresh());
    await world.produce('t', 0, ['v6']);
    assert.deepEqual(await world.run(pollValues(consumer, 5)), ['v2', 'v3', 'v4', 'v5', 'v6']);
    assert.deepEqual([seen.asked, cuts], [[0], []]);
    assert.equal(fetched[0], 6n, 'none of them a second time');
    await world.close();
  });

  it('hands out nothing while the leader is asked, and asks again until there is an answer', async () => {
    const codes = [
      ErrorCode.UNKNOWN_LEADER_EPOCH,
      ErrorCode.FENCED_LEADER_EPOCH,
      ErrorCode.OFFSET_NOT_AVAILABLE,
      ErrorCode.NOT_LEADER_OR_FOLLOWER,
    ];
    const { world, consumer, seen } = await withQueue(() => {
      const errorCode = codes.shift();
      return errorCode === undefined ? { leaderEpoch: 0, endOffset: 6 } : { errorCode };
    });
    await world.run(world.cluster.refresh());
    assert.equal((await world.run(consumer.poll({ timeoutMs: 0 }))).count, 0);
    assert.equal(await world.run(consumer.position(PLACE)), 2, 'known again');
    assert.equal(seen.asked.length, 5);
    assert.deepEqual(await world.run(pollValues(consumer, 4)), ['v2', 'v3', 'v4', 'v5']);
    await world.close();
  });

  it('is told by the answer to a fetch as well (KIP-595)', async () => {
    // Without a session every answer has the partition.
    const world = await World.create({ maxIncrementalFetchSessionCacheSlots: 0 });
    world.broker.createTopic('t');
    await world.produce('t', 0, numbered(5));
    const consumer = world.consumer({ autoOffsetReset: 'earliest' });
    consumer.assign([PLACE]);
    assert.deepEqual(await world.run(pollValues(consumer, 5)), numbered(5));
    const lastEpochs: number[] = [];
    const told = next(consumer, 'truncated');
    const reading = pollValues(consumer, 2);
    world.broker.control(Fetch, ({ topics }) => {
      for (const { partitions } of topics)
        for (const { lastFetchedEpoch } of partitions) lastEpochs.push(lastFetchedEpoch);
      return undefined;
    });
    tamper(
      world.broker,
      (partition) => {
        partition.records = null;
        partition.divergingEpoch = { epoch: 0, endOffset: 3n };
      },
      { times: 1 },
    );
    const [truncated] = (await world.run(told)) as ConsumerEvents['truncated'];
    assert.deepEqual(truncated, { ...PLACE, position: 5, divergentOffset: 3, leaderEpoch: 0 });
    assert.deepEqual(await world.run(reading), ['v3', 'v4']);
    assert.equal(lastEpochs[0], 0);
    await world.close();
  });

  for (const [what, endOffset, values] of [
    ['is read to its end when the new leader has it', 5, numbered(5)],
    ['ends early when the new leader has not', 1, numbered(2)],
  ] as const) {
    it(`a batch in hand ${what}`, async () => {
      const world = await World.create({ nodes: 2 });
      world.broker.createTopic('t', { assignment: [[0, 1]] });
      await world.produce('t', 0, numbered(5));
      leadersSay(world, () => ({ leaderEpoch: 0, endOffset }));
      const consumer = world.consumer({ autoOffsetReset: 'earliest' });
      consumer.assign([PLACE]);
      const read: string[] = [];
      const reading = async (): Promise<void> => {
        for await (const batch of consumer.batches()) {
          for (const { value } of batch) {
            read.push(String(value));
            if (read.length !== 2) continue;
            world.broker.moveLeader('t', 0, 1);
            const told = endOffset < 5 ? next(consumer, 'truncated') : undefined;
            await world.cluster.refresh();
            await (told ?? consumer.position(PLACE));
          }
          break;
        }
      };
      await world.run(reading());
      assert.deepEqual(read, values);
      await world.close();
    });
  }

  it('has no more committed than what is in it', async () => {
    const { world, consumer } = await readAndMoved({ groupId: 'g', enableAutoCommit: false }, () => ({
      leaderEpoch: 0,
      endOffset: 3,
    }));
    await world.run(consumer.commit());
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 5);
    const told = next(consumer, 'truncated');
    const reading = take(consumer, 1);
    await world.run(told);
    assert.deepEqual(await world.run(reading), ['v3']);
    await world.run(consumer.commit());
    const { offset, leaderEpoch } = world.broker.committed('g', 't', 0) ?? {};
    assert.deepEqual({ offset, leaderEpoch }, { offset: 3, leaderEpoch: 0 }, 'v3 comes again');
    await world.close();
  });
});

describe('a position', () => {
  it('that was committed is looked at before it is used: by the epoch of the record before', async () => {
    const world = await World.create({ nodes: 2 });
    world.broker.createTopic('t', { assignment: [[0, 1]] });
    await world.produce('t', 0, ['v0', 'v1']);
    world.broker.moveLeader('t', 0, 1);
    await world.run(world.cluster.refresh());
    await world.produce('t', 0, ['v2']);
    const first = world.consumer({ groupId: 'g', autoOffsetReset: 'earliest' });
    first.assign([PLACE]);
    for (const count of [2, 1]) assert.equal((await world.run(first.poll({ maxRecords: 2 }))).count, count);
    // v2, of epoch 1, is in hand: what is committed ends with v1, of epoch 0.
    await world.run(first.close());
    const { offset, leaderEpoch } = world.broker.committed('g', 't', 0) ?? {};
    assert.deepEqual({ offset, leaderEpoch }, { offset: 2, leaderEpoch: 0 });
    const seen = leadersSay(world, () => ({ leaderEpoch: 0, endOffset: 1 }));
    const second = world.consumer({ groupId: 'g', autoOffsetReset: 'latest' });
    const told = next(second, 'truncated');
    second.assign([PLACE]);
    assert.deepEqual(await world.run(pollValues(second, 2)), ['v1', 'v2']);
    assert.deepEqual(((await world.run(told)) as ConsumerEvents['truncated'])[0].position, 2);
    assert.deepEqual(seen, { asked: [0], currentLeaderEpochs: [1] });
    await world.close();
  });

  it('that was sought by offset alone is taken as it is, and no leader is asked', async () => {
    const world = await World.create({ nodes: 2 });
    world.broker.createTopic('t', { assignment: [[0, 1]] });
    await world.produce('t', 0, numbered(3));
    const seen = leadersSay(world, () => ({ leaderEpoch: 0, endOffset: 0 }));
    const consumer = world.consumer();
    consumer.assign([PLACE]);
    consumer.seek(PLACE, 1);
    assert.deepEqual(await world.run(pollValues(consumer, 2)), ['v1', 'v2']);
    consumer.seek(PLACE, 2);
    world.broker.moveLeader('t', 0, 1);
    await world.run(world.cluster.refresh());
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['v2']);
    assert.deepEqual(seen.asked, []);
    await world.close();
  });

  it('is taken as it is where brokers are too old to be asked', async () => {
    const world = await World.create({ nodes: 2, asVersion: '1.1' });
    world.broker.createTopic('t', { assignment: [[0, 1]] });
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer();
    consumer.assign([PLACE]);
    consumer.seek(PLACE, { offset: 1, leaderEpoch: 0 });
    assert.deepEqual(await world.run(pollValues(consumer, 2)), ['v1', 'v2']);
    world.broker.moveLeader('t', 0, 1);
    await world.produce('t', 0, ['v3']);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['v3']);
    await world.close();
  });
});
