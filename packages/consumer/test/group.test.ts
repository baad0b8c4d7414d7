import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Heartbeat, JoinGroup, LeaveGroup, OffsetCommit, OffsetFetch } from '@k/wire';
import type { TopicPartition } from '@k/cluster';
import type { KafkaConsumer } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, next, pollValues, take } from './world.ts';

const p0 = { topic: 't', partition: 0 };
const earliest = { groupId: 'g', autoOffsetReset: 'earliest' } as const;

function names(partitions: readonly TopicPartition[]): string[] {
  return partitions.map(({ topic, partition }) => `${topic}-${String(partition)}`).sort();
}

function stateOf(consumer: KafkaConsumer): string | undefined {
  return consumer.membership?.state;
}

/** Reads in the background, as an application does, until the consumer is closed. */
function readAll(consumer: KafkaConsumer, into: string[]): Promise<void> {
  return (async () => {
    for await (const { value } of consumer) into.push(String(value));
  })();
}

describe('groups', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 6 });
  });
  afterEach(() => world.close());

  function committed(partition: number): number | undefined {
    return world.broker.committed('g', 't', partition)?.offset;
  }

  it('shares the partitions out as members come and go, and every record is read', async () => {
    for (let p = 0; p < 6; p++) await world.produce('t', p, numbered(10, `a${String(p)}-`));
    const values: string[] = [];
    const consumers = [world.consumer(earliest), world.consumer(earliest), world.consumer(earliest)] as const;
    const [a, b, c] = consumers;
    a.subscribe({ topics: ['t'] });
    const loops = [readAll(a, values)];
    await world.run(next(a, 'assigned'));
    assert.equal(a.assignment().length, 6);
    const { memberId = '', epoch = 0 } = a.membership ?? {};
    assert.deepEqual(a.membership, { state: 'stable', memberId, epoch });
    assert.ok(memberId !== '' && epoch > 0);
    assert.deepEqual(a.groupMetadata(), { groupId: 'g', generationId: epoch, memberId, groupInstanceId: null });
    assert.throws(() => b.groupMetadata(), { errorName: 'REBALANCE_IN_PROGRESS' });
    b.subscribe({ topics: ['t'] });
    loops.push(readAll(b, values));
    await world.run(Promise.all([next(a, 'assigned'), next(b, 'assigned')]));
    assert.deepEqual([a.assignment().length, b.assignment().length], [3, 3]);
    c.subscribe({ topics: ['t'] });
    loops.push(readAll(c, values));
    await world.run(Promise.all(consumers.map((consumer) => next(consumer, 'assigned'))));
    assert.deepEqual(
      consumers.map((consumer) => consumer.assignment().length),
      [2, 2, 2],
    );
    assert.deepEqual(names(consumers.flatMap((consumer) => consumer.assignment())), numbered(6, 't-'));
    for (let p = 0; p < 6; p++) await world.produce('t', p, numbered(10, `b${String(p)}-`));
    const shared = Promise.all([next(a, 'assigned'), next(c, 'assigned')]);
    await world.run(b.close());
    await world.run(shared);
    assert.deepEqual([a.assignment().length, c.assignment().length], [3, 3]);
    await world.clock.advance(2_000);
    await world.run(Promise.all([a.close(), c.close()]));
    await world.run(Promise.all(loops));
    const expected = [0, 1, 2, 3, 4, 5].flatMap((p) => [
      ...numbered(10, `a${String(p)}-`),
      ...numbered(10, `b${String(p)}-`),
    ]);
    assert.deepEqual([...new Set(values)].sort(), expected.sort(), 'nothing is missing');
    assert.equal(values.length, expected.length, 'nothing is read twice: what was handed back was committed on revoke');
  });

  it('closed while it joins, it leaves the group nothing to wait for', async () => {
    const leaves = world.broker.control(LeaveGroup, () => undefined);
    const joins = world.broker.control(JoinGroup, () => undefined, { times: 1 });
    const early = world.consumer(earliest);
    early.subscribe({ topics: ['t'] });
    await world.run(joins.seen(1));
    await world.run(early.close());
    assert.equal(leaves.calls, 1);
    const late = world.consumer(earliest);
    late.subscribe({ topics: ['t'] });
    const since = world.clock.monotonic();
    await world.run(next(late, 'assigned'));
    assert.ok(world.clock.monotonic() - since < 10_000, 'the session of 45 s was not waited for');
    assert.equal(late.assignment().length, 6);
  });

  for (const way of ['poll', 'records', 'batches'] as const) {
    it(`hands out nothing that was fetched before it slept longer than its session (${way})`, async () => {
      await world.produce('t', 0, numbered(40));
      await world.produce('t', 1, numbered(40));
      const consumer = world.consumer({ ...earliest, maxPollRecords: 1, enableAutoCommit: false });
      consumer.subscribe({ topics: ['t'] });
      const told: string[] = [];
      consumer.on('lost', (_, reason) => told.push(`lost: ${reason}`));
      consumer.on('assigned', () => told.push('assigned'));
      const records = consumer.records();
      const batches = consumer.batches();
      const step = async (): Promise<void> => {
        if (way === 'poll') await consumer.poll();
        else if (way === 'records') await records.next();
        else await batches.next();
        told.push('records');
      };
      await world.run(step());
      world.clientClock.sleep(60_000);
      await world.run(step());
      const [, , lost, ...rest] = told;
      assert.match(lost ?? '', /^lost: no heartbeat was sent for 60\d{3} ms, and sessionTimeoutMs is 45000 ms/);
      assert.deepEqual(rest, ['assigned', 'records'], 'it is a member again before it goes on');
    });
  }

  it('commits by hand and goes on there', async () => {
    await world.produce('t', 0, numbered(10));
    const first = world.consumer({ ...earliest, enableAutoCommit: false });
    first.subscribe({ topics: ['t'] });
    assert.deepEqual(await world.run(take(first, 4)), numbered(4));
    assert.equal(committed(0), undefined, 'nothing is committed by itself');
    await world.run(first.commit());
    assert.equal(committed(0), 3, 'leaving the loop set it back to v3, which was not handed back');
    await world.run(first.close());
  });

  it('commit() in the loop body covers the record in hand, and a close() brings nothing twice', async () => {
    await world.produce('t', 0, numbered(10));
    const first = world.consumer({ ...earliest, enableAutoCommit: false });
    first.subscribe({ topics: ['t'] });
    const read = async (): Promise<void> => {
      for await (const { offset } of first) {
        if (offset < 3) continue;
        await first.commit();
        break;
      }
    };
    await world.run(read());
    assert.equal(committed(0), 4);
    const { offset, leaderEpoch } = (await world.run(first.committed([p0]))).get('t', 0) ?? {};
    assert.deepEqual([offset, leaderEpoch], [4, 0]);
    await world.run(first.close());
    const second = world.consumer(earliest);
    second.subscribe({ topics: ['t'] });
    assert.deepEqual(await world.run(take(second, 6)), numbered(10).slice(4));
  });

  it('a record that was committed in the loop body does not come again when the loop is left', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer(earliest);
    consumer.assign([p0]);
    const read = async (): Promise<void> => {
      for await (const { offset } of consumer) {
        if (offset === 1) await consumer.commit();
        if (offset === 1) break;
      }
    };
    await world.run(read());
    assert.deepEqual(await world.run(take(consumer, 1)), ['v2']);
  });

  it('owns nothing after unsubscribe(), nor after close(), whatever its listener does', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer(earliest);
    consumer.assign([p0]);
    await world.run(pollValues(consumer, 3));
    await world.run(consumer.unsubscribe());
    assert.deepEqual(consumer.assignment(), []);
    await assert.rejects(world.run(consumer.position(p0)), /t-0 is not assigned/);
    consumer.subscribe({ topics: ['t'], listener: { onPartitionsRevoked: () => new Promise(() => undefined) } });
    await world.run(next(consumer, 'assigned'));
    await world.run(consumer.close({ timeoutMs: 1_000 }));
    assert.deepEqual(consumer.assignment(), []);
  });

  it('commits the offsets it is given, with their metadata, and null is what was never committed', async () => {
    await world.produce('t', 0, numbered(10));
    const consumer = world.consumer({ ...earliest, enableAutoCommit: false });
    consumer.subscribe({ topics: ['t'] });
    await world.run(take(consumer, 1));
    await world.run(consumer.commit([{ ...p0, offset: 7, metadata: 'note' }]));
    const offsets = await world.run(consumer.committed([p0, { topic: 't', partition: 1 }]));
    assert.deepEqual(offsets.get('t', 0), { offset: 7, leaderEpoch: -1, metadata: 'note' });
    assert.equal(offsets.get('t', 1), null);
    await assert.rejects(world.run(consumer.commit([{ ...p0, offset: -3 }])), { name: 'ConfigError' });
  });

  it('pitfall 2: only what was handed back is committed automatically, never what was merely fetched', async () => {
    await world.produce('t', 0, numbered(1_000));
    const consumer = world.consumer({ ...earliest, autoCommitIntervalMs: 1_000, maxPollRecords: 10 });
    consumer.subscribe({ topics: ['t'] });
    await world.run(pollValues(consumer, 10));
    await world.clock.advance(3_000);
    assert.equal(committed(0), 0, 'the first poll is still in hand');
    const { leaderEpoch } = world.broker.committed('g', 't', 0) ?? {};
    assert.equal(leaderEpoch, 0, 'of where the log begins, as its leader said');
    await world.run(consumer.poll());
    await world.clock.advance(3_000);
    assert.equal(committed(0), 10);
    await world.run(consumer.close());
    assert.equal(committed(0), 10, 'the second poll was never handed back');
  });

  it('pitfall 2: a handler that throws gets its record again, here and elsewhere', async () => {
    await world.produce('t', 0, numbered(10));
    for (const way of ['records', 'batches'] as const) {
      const consumer = world.consumer({ ...earliest, groupId: way });
      consumer.subscribe({ topics: ['t'] });
      const handled: string[] = [];
      let crash = true;
      const handle = (value: string): void => {
        if (value === 'v5' && crash) throw new Error('crash in the handler');
        handled.push(value);
      };
      const read = async (): Promise<void> => {
        if (way === 'records') for await (const { value } of consumer) handle(String(value));
        else for await (const batch of consumer.batches()) for (const { value } of batch) handle(String(value));
      };
      await assert.rejects(world.run(read()), /crash/);
      crash = false;
      const again = read();
      await world.clock.advance(2_000);
      assert.deepEqual([...new Set(handled)], numbered(10), `${way}: nothing is skipped`);
      assert.equal(handled[5], way === 'records' ? 'v5' : 'v0', `${way}: what was in hand comes again`);
      await world.run(consumer.close());
      await world.run(again);
    }
    const consumer = world.consumer({ ...earliest, groupId: 'elsewhere' });
    consumer.subscribe({ topics: ['t'] });
    const read = async (): Promise<void> => {
      for await (const { value } of consumer) if (String(value) === 'v5') throw new Error('crash in the handler');
    };
    await assert.rejects(world.run(read()), /crash/);
    await world.run(consumer.close());
    const other = world.consumer({ ...earliest, groupId: 'elsewhere' });
    other.subscribe({ topics: ['t'] });
    assert.deepEqual(await world.run(take(other, 1)), ['v5']);
  });

  it('pitfall 10: a revoke waits for the record in hand, commits it, then lets the partition go', async () => {
    await world.produce('t', 0, numbered(3));
    const order: string[] = [];
    const a = world.consumer(earliest);
    let finish: () => void = () => undefined;
    const handling = new Promise<void>((resolve) => (finish = resolve));
    a.subscribe({
      topics: ['t'],
      listener: {
        onPartitionsRevoked: (partitions) => {
          order.push(`revoked ${String(partitions.length)}, committed ${String(committed(0))}`);
        },
      },
    });
    const loop = (async () => {
      for await (const { offset } of a) {
        if (offset !== 1) continue;
        await handling;
        order.push('handled v1');
      }
    })();
    await world.run(next(a, 'assigned'));
    await world.clock.advance(1_000);
    const b = world.consumer(earliest);
    b.subscribe({ topics: ['t'] });
    const joined = next(b, 'assigned');
    const values: string[] = [];
    const reading = readAll(b, values);
    await world.clock.advance(20_000);
    assert.deepEqual(order, [], 'the handler is still at it');
    assert.equal(a.membership?.state, 'rebalancing');
    finish();
    await world.run(joined);
    assert.deepEqual(order, ['handled v1', 'revoked 6, committed 2']);
    await world.run(Promise.all([a.close(), b.close()]));
    await world.run(Promise.all([loop, reading]));
  });

  it('a handler that never ends holds the group up no longer than rebalanceTimeoutMs', async () => {
    await world.produce('t', 0, numbered(3));
    const a = world.consumer({ ...earliest, rebalanceTimeoutMs: 10_000 });
    a.subscribe({ topics: ['t'] });
    const hanging = (async () => {
      for await (const _ of a) await new Promise(() => undefined);
    })();
    await world.run(next(a, 'assigned'));
    await world.clock.advance(1_000);
    const b = world.consumer({ ...earliest, rebalanceTimeoutMs: 10_000 });
    b.subscribe({ topics: ['t'] });
    const since = world.clock.monotonic();
    await world.run(next(b, 'assigned'));
    assert.ok(world.clock.monotonic() - since < 20_000);
    assert.equal(b.assignment().length, 3);
    void hanging;
  });

  it('pitfall 14: heartbeats go on while a handler is busy, and maxPollIntervalMs is the limit', async () => {
    await world.produce('t', 0, numbered(3));
    const heartbeats = world.broker.control(Heartbeat, () => undefined);
    const leaves = world.broker.control(LeaveGroup, () => undefined);
    const consumer = world.consumer({ ...earliest, sessionTimeoutMs: 10_000, maxPollIntervalMs: 60_000 });
    const lost: string[] = [];
    consumer.subscribe({
      topics: ['t'],
      listener: { onPartitionsLost: (partitions) => void lost.push(...names(partitions)) },
    });
    await world.run(pollValues(consumer, 3));
    await world.clock.advance(45_000);
    assert.ok(heartbeats.calls >= 14, `${String(heartbeats.calls)} heartbeats in 45 s`);
    assert.equal(stateOf(consumer), 'stable');
    assert.equal(world.broker.group('g')?.members.length, 1);
    const exceeded = next(consumer, 'pollIntervalExceeded');
    await world.clock.advance(20_000);
    assert.deepEqual(await world.run(exceeded), [{ maxPollIntervalMs: 60_000 }]);
    assert.equal(leaves.calls, 1);
    assert.equal(stateOf(consumer), 'expired');
    assert.equal(lost.length, 6);
    await assert.rejects(world.run(consumer.commit([{ ...p0, offset: 3 }])), /REBALANCE_IN_PROGRESS/);
    assert.deepEqual(await world.run(pollValues(consumer, 3)), numbered(3), 'asking again brings it back');
    await world.clock.advance(200_000);
  });

  it('a consumer that waits for records for long stays in its group', async () => {
    const consumer = world.consumer({ ...earliest, maxPollIntervalMs: 10_000 });
    consumer.subscribe({ topics: ['t'] });
    const waiting = take(consumer, 1);
    await world.clock.advance(1_200_000);
    assert.equal(consumer.membership?.state, 'stable');
    await world.produce('t', 2, ['at last']);
    assert.deepEqual(await world.run(waiting), ['at last']);
  });

  it('pitfall 15: a rebalance throws nothing at the reader, and a restarted coordinator is found again', async () => {
    const consumer = world.consumer(earliest);
    consumer.subscribe({ topics: ['t'] });
    const values: string[] = [];
    const loop = readAll(consumer, values);
    await world.run(next(consumer, 'assigned'));
    world.broker.control(Heartbeat, () => ({ errorCode: 16 }), { times: 2 });
    await world.clock.advance(10_000);
    await world.run(world.broker.restart());
    await world.clock.advance(10_000);
    await world.produce('t', 0, numbered(5));
    await world.clock.advance(60_000);
    assert.deepEqual(values, numbered(5));
    await world.run(consumer.close());
    await world.run(loop);
  });

  it('joins anew when the coordinator has forgotten it; its partitions are lost, not revoked', async () => {
    const told: string[] = [];
    const consumer = world.consumer(earliest);
    consumer.subscribe({
      topics: ['t'],
      listener: {
        onPartitionsAssigned: () => void told.push('assigned'),
        onPartitionsRevoked: () => void told.push('revoked'),
        onPartitionsLost: () => void told.push('lost'),
      },
    });
    const loop = readAll(consumer, []);
    await world.run(next(consumer, 'assigned'));
    world.broker.control(Heartbeat, () => ({ errorCode: 25 }), { times: 1 });
    const again = next(consumer, 'assigned');
    await world.run(again);
    assert.deepEqual(told, ['assigned', 'lost', 'assigned']);
    await world.run(consumer.close());
    await world.run(loop);
    assert.deepEqual(told, ['assigned', 'lost', 'assigned', 'revoked']);
  });

  it('a batch that was handed out tells whether its partition has stayed with the consumer', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer({ ...earliest, enableAutoCommit: false });
    consumer.subscribe({ topics: ['t'] });
    const batches = consumer.batches()[Symbol.asyncIterator]();
    const { value: batch } = await world.run(batches.next());
    assert.equal(batch?.isOwned, true);
    consumer.pause([p0]);
    assert.equal(batch.isOwned, true, 'paused, it is still read by nobody else');
    world.broker.control(Heartbeat, () => ({ errorCode: 25 }), { times: 1 });
    await world.run(next(consumer, 'lost'));
    assert.equal(batch.isOwned, false);
    const again = batches.next();
    await world.run(next(consumer, 'assigned'));
    assert.equal(batch.isOwned, false, 'what is assigned anew is another one');
    const { value: second } = await world.run(again);
    assert.deepEqual([second?.isOwned, second?.partition], [true, 0]);
    await world.run(consumer.close());
    assert.equal(second?.isOwned, false);
  });

  it('tells every poll when the group refuses it, until it subscribes anew', async () => {
    world.broker.control(JoinGroup, () => ({ errorCode: 30 }), { times: 1 });
    const consumer = world.consumer(earliest);
    consumer.subscribe({ topics: ['t'] });
    await assert.rejects(world.run(consumer.poll()), /GROUP_AUTHORIZATION_FAILED/);
    await assert.rejects(world.run(consumer.poll()), /GROUP_AUTHORIZATION_FAILED/);
    assert.equal(consumer.membership?.state, 'failed');
    await world.produce('t', 0, ['v']);
    consumer.subscribe({ topics: ['t'] });
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['v']);
  });

  it('static members keep their partitions over a restart, without a rebalance for the others', async () => {
    const a = world.consumer({ ...earliest, groupInstanceId: 'one' });
    const b = world.consumer({ ...earliest, groupInstanceId: 'two' });
    a.subscribe({ topics: ['t'] });
    b.subscribe({ topics: ['t'] });
    const loops = [readAll(a, []), readAll(b, [])];
    await world.clock.advance(30_000);
    assert.deepEqual([a.assignment().length, b.assignment().length], [3, 3]);
    const before = names(a.assignment());
    let rebalances = 0;
    b.on('revoked', () => rebalances++);
    await world.run(a.close());
    const again = world.consumer({ ...earliest, groupInstanceId: 'one' });
    again.subscribe({ topics: ['t'] });
    loops.push(readAll(again, []));
    await world.run(next(again, 'assigned'));
    await world.clock.advance(10_000);
    assert.deepEqual(names(again.assignment()), before);
    assert.equal(rebalances, 0);
    await world.run(Promise.all([b.close(), again.close()]));
    await world.run(Promise.all(loops));
  });

  it('the second holder of a groupInstanceId fences the first', async () => {
    const a = world.consumer({ ...earliest, groupInstanceId: 'one' });
    a.subscribe({ topics: ['t'] });
    await world.run(a.poll({ timeoutMs: 5_000 }));
    const b = world.consumer({ ...earliest, groupInstanceId: 'one' });
    b.subscribe({ topics: ['t'] });
    const waiting = assert.rejects(take(a, 1), /FENCED_INSTANCE_ID/);
    const loop = readAll(b, []);
    await world.run(waiting);
    assert.equal(a.membership?.state, 'failed');
    await world.run(b.close());
    await world.run(loop);
  });

  it('takes in partitions and topics that appear later', async () => {
    const consumer = world.consumer({ ...earliest, metadataMaxAgeMs: 5_000 });
    consumer.subscribe({ pattern: /t|later.*/ });
    const values: string[] = [];
    const loop = readAll(consumer, values);
    await world.run(next(consumer, 'assigned'));
    assert.equal(consumer.assignment().length, 6);
    world.broker.createTopic('later-1', { partitions: 2 });
    world.broker.createTopic('not-later', { partitions: 1 });
    await world.run(next(consumer, 'assigned'));
    assert.deepEqual(names(consumer.assignment()), ['later-1-0', 'later-1-1', ...numbered(6, 't-')]);
    await world.run(consumer.close());
    await world.run(loop);
  });

  it('a listener may seek when partitions are assigned, and one that throws is a warning', async () => {
    await world.produce('t', 0, numbered(10));
    const consumer = world.consumer(earliest);
    const warning = next(consumer, 'warning');
    consumer.subscribe({
      topics: ['t'],
      listener: {
        onPartitionsAssigned: async () => {
          await Promise.resolve();
          consumer.seek(p0, 8);
          throw new Error('from the listener');
        },
      },
    });
    assert.deepEqual(await world.run(pollValues(consumer, 2)), ['v8', 'v9']);
    assert.match(String((await world.run(warning))[0]), /from the listener/);
  });

  it('unsubscribe leaves the group and another subscription joins it again', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer(earliest);
    consumer.subscribe({ topics: ['t'] });
    assert.throws(() => consumer.assign([p0]), { name: 'StateError', message: /unsubscribe/ });
    await world.run(pollValues(consumer, 3));
    await world.run(consumer.poll({ timeoutMs: 0 }));
    await world.run(consumer.unsubscribe());
    assert.deepEqual(consumer.assignment(), []);
    assert.equal(world.broker.group('g')?.members.length, 0);
    assert.equal(committed(0), 3);
    await assert.rejects(world.run(consumer.poll()), { name: 'StateError' });
    consumer.assign([{ topic: 't', partition: 0 }]);
    assert.equal(await world.run(consumer.position(p0)), 3);
  });

  it('keeps per-partition commit errors apart, and retries the ones that pass', async () => {
    const consumer = world.consumer({ ...earliest, enableAutoCommit: false });
    consumer.assign([p0, { topic: 't', partition: 1 }]);
    let calls = 0;
    world.broker.control(OffsetCommit, async (request, context) => {
      const answer = (await context.forward()) as {
        topics: { partitions: { partitionIndex: number; errorCode: number }[] }[];
      };
      calls++;
      for (const topic of answer.topics) {
        for (const partition of topic.partitions) {
          if (partition.partitionIndex === 0) partition.errorCode = 29;
          else if (calls === 1) partition.errorCode = 14;
        }
      }
      assert.ok(
        calls === 1 || request.topics.flatMap(({ partitions }) => partitions).length === 1,
        'only the open one is asked again',
      );
      return answer;
    });
    const commit = consumer.commit([
      { ...p0, offset: 1 },
      { topic: 't', partition: 1, offset: 2 },
    ]);
    await assert.rejects(world.run(commit), {
      name: 'CommitError',
      partitions: [p0],
      message: /t-0: TOPIC_AUTHORIZATION_FAILED/,
    });
    assert.equal(calls, 2);
    assert.equal(committed(1), 2);
  });

  it('waits out a coordinator that is loading or moved when it fetches committed offsets', async () => {
    await world.produce('t', 0, numbered(5));
    const first = world.consumer({ ...earliest, enableAutoCommit: false });
    first.assign([p0]);
    await world.run(first.commit([{ ...p0, offset: 3 }]));
    const codes = [14, 16, 15];
    world.broker.control(
      OffsetFetch,
      ({ groups }) => ({ groups: groups.map(({ groupId }) => ({ groupId, errorCode: codes.shift() ?? 0 })) }),
      { times: 3 },
    );
    const second = world.consumer(earliest);
    second.assign([p0]);
    assert.equal(await world.run(second.position(p0)), 3, 'pitfall 8: not the reset policy');
    assert.deepEqual(codes, []);
  });

  it('assign() keeps the partitions that stay where they are, in hand and to be committed', async () => {
    for (const p of [0, 1]) await world.produce('t', p, numbered(10));
    const consumer = world.consumer({ ...earliest, autoCommitIntervalMs: 1_000 });
    consumer.assign([p0]);
    assert.deepEqual(await world.run(pollValues(consumer, 10)), numbered(10));
    consumer.assign([p0, { topic: 't', partition: 1 }]);
    await world.clock.advance(2_000);
    assert.equal(committed(0), 0, 'still in hand');
    assert.deepEqual(await world.run(pollValues(consumer, 10)), numbered(10), 'partition 1, and partition 0 not again');
    await world.clock.advance(2_000);
    assert.equal(committed(0), 10);
    await world.produce('t', 0, ['more']);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['more']);
    await world.run(consumer.poll({ timeoutMs: 100 }));
    await world.clock.advance(2_000);
    assert.deepEqual([committed(0), committed(1)], [11, 10]);
  });

  for (const options of [{}, { groupId: null }]) {
    it(`reads without a group what it is assigned (${JSON.stringify(options)})`, async () => {
      await world.produce('t', 0, numbered(3));
      const commits = world.broker.control(OffsetCommit, () => undefined);
      const consumer = world.consumer({ ...options, autoOffsetReset: 'earliest', autoCommitIntervalMs: 1_000 });
      consumer.assign([p0]);
      assert.deepEqual(await world.run(pollValues(consumer, 3)), numbered(3));
      await world.run(consumer.poll());
      await world.clock.advance(10_000);
      assert.equal(consumer.membership, undefined);
      await assert.rejects(consumer.commit(), { name: 'StateError', message: /groupId/ });
      await world.run(consumer.close());
      assert.equal(commits.calls, 0);
    });
  }

  it('needs a groupId for what is done with a group', async () => {
    const consumer = world.consumer();
    assert.throws(() => consumer.subscribe({ topics: ['t'] }), { name: 'StateError', message: /groupId/ });
    consumer.assign([p0]);
    await assert.rejects(consumer.commit(), { name: 'StateError', message: /groupId/ });
    await assert.rejects(consumer.committed([p0]), { name: 'StateError', message: /groupId/ });
  });

  it('consumers of one group may share a cluster, and leave no connection or timer of theirs behind', async () => {
    const shared = { cluster: world.cluster, groupId: 'g', autoOffsetReset: 'earliest' } as const;
    await world.produce('t', 0, ['v']);
    world.cluster.acquire();
    const consumers = [world.consumer(shared), world.consumer(shared)];
    const loops = consumers.map((consumer) => {
      consumer.subscribe({ topics: ['t'] });
      return readAll(consumer, []);
    });
    await world.clock.advance(20_000);
    assert.deepEqual(
      consumers.map((consumer) => consumer.assignment().length),
      [3, 3],
    );
    await world.run(Promise.all(consumers.map((consumer) => consumer.close())));
    await world.run(Promise.all(loops));
    await world.run(world.cluster.release());
    await world.clock.advance(1_000);
    assert.equal(world.broker.connections.length, 0);
    assert.equal(world.clock.pendingTimers, 0);
  });
});
