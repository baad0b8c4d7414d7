import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ErrorCode, OffsetCommit } from '@k/wire';
import type { CommittedPosition, CommitError, KafkaConsumer } from '../src/index.ts';
import { withResolvers } from '@k/runtime';
import { numbered } from './support.ts';
import { World, next, pollValues } from './world.ts';

const earliest = { groupId: 'g', autoOffsetReset: 'earliest' } as const;
const p0 = { topic: 't', partition: 0 };
const p1 = { topic: 't', partition: 1 };

describe('committing', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
  });
  afterEach(() => world.close());

  function committed(topic: string, partition: number): number | undefined {
    return world.broker.committed('g', topic, partition)?.offset;
  }

  /** The coordinator answers for these partitions of t with an error, and does what it is asked for the others. */
  function refuse(
    errorCode: number,
    partitions: readonly number[],
    options: { times?: number } = {},
  ): { remove(): void } {
    return world.broker.control(
      OffsetCommit,
      async (request, context) => {
        const topics = request.topics.map((topic) => ({
          ...topic,
          partitions: topic.partitions.filter(({ partitionIndex }) => !partitions.includes(partitionIndex)),
        }));
        Object.assign(request, { topics: topics.filter((topic) => topic.partitions.length > 0) });
        const answer = await context.forward();
        const refused = partitions.map((partitionIndex) => ({ partitionIndex, errorCode }));
        const { topicId = '' } = world.broker.topic('t') ?? {};
        return { topics: [...(answer?.topics ?? []), { name: 't', topicId, partitions: refused }] };
      },
      options,
    );
  }

  /** Notes what a consumer tells of its commits. */
  function listen(consumer: KafkaConsumer): string[] {
    const told: string[] = [];
    const places = (offsets: readonly CommittedPosition[]): string =>
      offsets.map(({ topic, partition, offset }) => `${topic}-${String(partition)}@${String(offset)}`).join(' ');
    consumer.on('committed', (offsets) => told.push(`committed ${places(offsets)}`));
    consumer.on('commitFailed', (error, offsets) => told.push(`failed ${places(offsets)}: ${error.name}`));
    return told;
  }

  it('one deleted topic fails alone, and freezes no group', async () => {
    for (const topic of ['stays', 'goes']) {
      world.broker.createTopic(topic);
      await world.produce(topic, 0, numbered(10));
    }
    const consumer = world.consumer(earliest);
    const told = listen(consumer);
    consumer.subscribe({ topics: ['stays', 'goes'] });
    await world.run(pollValues(consumer, 20));
    world.broker.deleteTopic('goes');
    await world.produce('stays', 0, numbered(10));
    const since = world.clock.monotonic();
    const polling = pollValues(consumer, 10);
    assert.deepEqual(await world.run(polling), numbered(10));
    assert.ok(world.clock.monotonic() - since < 10_000, `${String(world.clock.monotonic() - since)} ms`);
    await world.clock.advance(10_000);
    assert.ok(told.includes('failed goes-0@10: CommitError'), told.join());
    assert.equal(committed('stays', 0), 10);
    const closing = world.clock.monotonic();
    await world.run(consumer.close());
    assert.ok(world.clock.monotonic() - closing < 5_000, `${String(world.clock.monotonic() - closing)} ms`);
  });

  it('names the partitions of a stuck commit alone, when those of no other are refused', async () => {
    const consumer = world.consumer(earliest);
    consumer.assign([p0, p1]);
    await world.run(consumer.poll({ timeoutMs: 0 }));
    const refusing = refuse(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, [0]);
    const stuck = consumer.commit({ ...p0, offset: 1 }).catch(() => undefined);
    await world.clock.advance(10);
    const offsets = [
      { ...p0, offset: 2 },
      { ...p1, offset: 1 },
    ];
    await assert.rejects(world.run(consumer.commit(offsets, { timeoutMs: 1_000 })), (error: CommitError) => {
      assert.equal(error.name, 'CommitError');
      assert.deepEqual([...error.partitions], [p0]);
      assert.match(String(error.errors[0]), /TimeoutError/);
      return true;
    });
    assert.equal(committed('t', 1), 1);
    refusing.remove();
    await world.run(stuck);
  });

  it('a stuck commit holds up none of another partition, by hand or automatic', async () => {
    for (const p of [0, 1]) await world.produce('t', p, numbered(5));
    const consumer = world.consumer({ ...earliest, autoCommitIntervalMs: 1_000 });
    const told = listen(consumer);
    consumer.assign([p0, p1]);
    await world.run(pollValues(consumer, 10));
    refuse(14, [0]);
    const stuck = consumer.commit([{ ...p0, offset: 3 }]).catch((error: unknown) => error);
    const later = consumer.commit([
      { ...p0, offset: 4 },
      { ...p1, offset: 4 },
    ]);
    await world.clock.advance(500);
    assert.deepEqual(told, ['committed t-1@4']);
    await world.run(consumer.poll());
    await world.clock.advance(2_000);
    assert.equal(told.at(-1), 'committed t-1@5');
    void stuck;
    void later.catch(() => undefined);
  });

  it('automatic commits of a partition that is stuck do not pile up', async () => {
    await world.produce('t', 0, numbered(5));
    const consumer = world.consumer({ ...earliest, autoCommitIntervalMs: 1_000 });
    const told = listen(consumer);
    consumer.assign([p0]);
    const stuck = refuse(14, [0]);
    await world.run(pollValues(consumer, 5));
    await world.run(consumer.poll());
    await world.clock.advance(10_000);
    assert.deepEqual(told, []);
    stuck.remove();
    await world.clock.advance(3_000);
    assert.equal(told.length, 1, told.join());
    assert.equal(committed('t', 0), 5);
  });

  it('an older commit that is retried never overtakes a newer one', async () => {
    const consumer = world.consumer({ ...earliest, enableAutoCommit: false });
    const told = listen(consumer);
    consumer.assign([p0]);
    let refusals = 3;
    world.broker.control(OffsetCommit, ({ topics }) => {
      const isOlder = topics[0]?.partitions[0]?.committedOffset === 1n;
      if (!isOlder || refusals-- <= 0) return undefined;
      return { topics: [{ name: 't', partitions: [{ partitionIndex: 0, errorCode: 14 }] }] };
    });
    const [older, newer] = [consumer.commit([{ ...p0, offset: 1 }]), consumer.commit([{ ...p0, offset: 2 }])];
    await world.run(Promise.all([older, newer]));
    assert.deepEqual(told, ['committed t-0@1', 'committed t-0@2']);
    assert.equal(committed('t', 0), 2);
  });

  describe('a commit that was given up, and that the coordinator takes up behind a newer one', () => {
    const settings = { ...earliest, autoCommitIntervalMs: 1_000, requestTimeoutMs: 3_000 };
    let consumer: KafkaConsumer;
    let letGo: () => void;
    beforeEach(async () => {
      await world.produce('t', 0, numbered(3));
      consumer = world.consumer(settings);
      consumer.assign([p0]);
      const { promise, resolve } = withResolvers();
      letGo = resolve;
      // It holds up nobody else, as one of a connection that is gone.
      world.broker.control(
        OffsetCommit,
        async (_request, context) => {
          await promise;
          return context.forward();
        },
        { times: 1 },
      );
      await world.run(pollValues(consumer, 3));
      await world.run(consumer.poll());
      await world.run(next(consumer, 'committed'));
      await world.produce('t', 0, numbered(2));
      await world.run(pollValues(consumer, 2));
      await world.run(consumer.poll());
      await world.run(next(consumer, 'committed'));
      assert.equal(committed('t', 0), 5);
      letGo();
      await world.clock.advance(1);
      assert.equal(committed('t', 0), 3, 'the older one has come');
    });

    it('does not stay, though nothing new is read', async () => {
      await world.clock.advance(4_000);
      assert.equal(committed('t', 0), 5);
      const told = listen(consumer);
      await world.clock.advance(10_000);
      assert.deepEqual(told, [], 'once is enough');
    });

    it('does not stay when the consumer is closed', async () => {
      await world.run(consumer.close());
      assert.equal(committed('t', 0), 5);
    });
  });

  it('giving partitions back waits for a silent coordinator no longer than half of the time', async () => {
    await world.produce('t', 0, numbered(3));
    const a = world.consumer({ ...earliest, rebalanceTimeoutMs: 20_000 });
    a.subscribe({ topics: ['t'] });
    await world.run(pollValues(a, 3));
    const told: string[] = [];
    world.broker.control(OffsetCommit, () => 'drop');
    a.on('commitFailed', (error) => told.push(error.name));
    a.on('revoked', () => told.push(`revoked after ${String(world.clock.monotonic() - since)} ms`));
    const b = world.consumer({ ...earliest, rebalanceTimeoutMs: 20_000 });
    b.subscribe({ topics: ['t'] });
    await world.run(a.poll());
    const since = world.clock.monotonic();
    const [waiting] = [a.poll({ timeoutMs: 30_000 }), b.poll({ timeoutMs: 30_000 })];
    await world.run(next(b, 'assigned'));
    assert.ok(world.clock.monotonic() - since < 15_000, `${String(world.clock.monotonic() - since)} ms`);
    assert.deepEqual([told[0], told.length], ['TimeoutError', 2]);
    void waiting;
  });

  it('close() is not held up by a commit that is stuck', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer({ ...earliest, autoCommitIntervalMs: 1_000 });
    consumer.subscribe({ topics: ['t'] });
    await world.run(pollValues(consumer, 3));
    await world.run(consumer.poll());
    refuse(14, [0]);
    await world.clock.advance(2_000);
    const since = world.clock.monotonic();
    await world.run(consumer.close({ timeoutMs: 4_000 }));
    assert.ok(world.clock.monotonic() - since <= 4_000);
    assert.equal(world.broker.group('g')?.members.length, 0, 'and it said goodbye');
  });

  it('commits by hand are told as automatic ones are: what was stored, and what was not and why', async () => {
    const consumer = world.consumer({ ...earliest, enableAutoCommit: false });
    const told = listen(consumer);
    consumer.assign([p0, p1]);
    refuse(12, [1], { times: 1 });
    const both = [
      { ...p0, offset: 7 },
      { ...p1, offset: 8 },
    ];
    const error = await world.run(consumer.commit(both).catch((cause: unknown) => cause as CommitError));
    assert.deepEqual(error?.partitions, [p1]);
    assert.deepEqual(told, ['committed t-0@7', 'failed t-1@8: CommitError']);
    await world.run(consumer.commit(both));
    assert.deepEqual(told.slice(2), ['committed t-0@7 t-1@8']);
    world.network.setFaults({ blackHole: true });
    const whole = await world.run(
      consumer.commit(both, { timeoutMs: 1_000 }).catch((cause: unknown) => cause as Error),
    );
    assert.equal(whole?.name, 'TimeoutError');
    assert.deepEqual(told.slice(3), ['failed t-0@7 t-1@8: TimeoutError']);
    world.network.heal();
  });
});
