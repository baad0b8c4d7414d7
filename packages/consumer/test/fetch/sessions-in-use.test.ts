import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { Cluster } from '@k/cluster';
import { ErrorCode, Fetch, type FetchRequest, type FetchResponse } from '@k/wire';
import { numbered } from '../support.ts';
import { World, pollValues } from '../world.ts';

function partitionsOf(count: number): { topic: string; partition: number }[] {
  return Array.from({ length: count }, (_, partition) => ({ topic: 't', partition }));
}

function countOf(topics: readonly { readonly partitions: readonly unknown[] }[]): number {
  return topics.reduce((sum, { partitions }) => sum + partitions.length, 0);
}

interface Exchange {
  readonly at: number;
  readonly epoch: number;
  readonly asked: number;
  readonly forgotten: number;
  answered: number;
  errorCode: number;
}

/** Every exchange from now on. */
function watch(world: World): Exchange[] {
  const exchanges: Exchange[] = [];
  world.broker.control(Fetch, async (request: FetchRequest, context) => {
    const { sessionEpoch: epoch, topics, forgottenTopicsData } = request;
    const exchange: Exchange = {
      at: world.clock.monotonic(),
      epoch,
      asked: countOf(topics),
      forgotten: countOf(forgottenTopicsData),
      answered: 0,
      errorCode: 0,
    };
    exchanges.push(exchange);
    const answer = (await context.forward()) as FetchResponse | undefined;
    exchange.answered = countOf(answer?.responses ?? []);
    exchange.errorCode = answer?.errorCode ?? 0;
    return answer;
  });
  return exchanges;
}

describe('fetch sessions', () => {
  let world: World;
  afterEach(() => world.close());

  it('a thousand quiet partitions are neither named nor looked at, and what comes is there at once', async (t) => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1_000 });
    const consumer = world.consumer({ autoOffsetReset: 'earliest', fetchMaxWaitMs: 500 });
    consumer.assign(partitionsOf(1_000));
    await world.run(consumer.poll({ timeoutMs: 5_000 }));
    const exchanges = watch(world);
    const looks = t.mock.method(Cluster.prototype, 'leaderOf');
    await world.run(consumer.poll({ timeoutMs: 10_000 }));
    assert.ok(exchanges.length >= 15, `${String(exchanges.length)} requests`);
    for (const { asked, forgotten, answered } of exchanges.slice(0, -1)) {
      assert.deepEqual([asked, forgotten, answered], [0, 0, 0]);
    }
    assert.equal(looks.mock.callCount(), 0);
    const polling = pollValues(consumer, 3);
    const since = world.clock.monotonic();
    await world.produce('t', 777, numbered(3));
    assert.deepEqual(await world.run(polling), numbered(3));
    assert.ok(world.clock.monotonic() - since < 100);
    await world.run(consumer.poll({ timeoutMs: 2_000 }));
    const named = exchanges.filter(({ asked, answered }) => asked + answered > 0);
    assert.deepEqual(
      named.map(({ asked, forgotten, answered }) => ({ asked, forgotten, answered })),
      [
        { asked: 0, forgotten: 0, answered: 1 },
        { asked: 1, forgotten: 0, answered: 0 },
      ],
    );
  });

  for (const code of [ErrorCode.FETCH_SESSION_ID_NOT_FOUND, ErrorCode.INVALID_FETCH_SESSION_EPOCH]) {
    it(`one that the broker has lost (${String(code)}) is made again without a pause, and nobody hears of it`, async () => {
      world = await World.create();
      world.broker.createTopic('t', { partitions: 3 });
      const consumer = world.consumer({ autoOffsetReset: 'earliest' });
      const warnings: Error[] = [];
      consumer.on('warning', (warning) => warnings.push(warning));
      consumer.assign(partitionsOf(3));
      await world.run(consumer.poll({ timeoutMs: 2_000 }));
      const exchanges = watch(world);
      const refusal = world.broker.control(Fetch, () => ({ errorCode: code }), { times: 1 });
      const polling = pollValues(consumer, 2);
      const since = world.clock.monotonic();
      await world.produce('t', 1, numbered(2));
      assert.deepEqual(await world.run(polling), numbered(2));
      await world.run(consumer.poll({ timeoutMs: 2_000 }));
      assert.equal(refusal.calls, 1);
      const again = exchanges.find(({ epoch }) => epoch === 0);
      assert.deepEqual([again?.asked, again?.errorCode], [3, 0]);
      assert.ok((again?.at ?? Infinity) - since < 50, 'there was a pause');
      assert.equal(exchanges.slice(-2)[0]?.asked, 0, 'and it is used from then on');
      assert.deepEqual(warnings, []);
      assert.deepEqual(consumer.health().problems, []);
    });
  }

  it('go on as they should over pauses, seeks and sessions that are lost: each record once, in order', async () => {
    world = await World.create({}, 7);
    world.broker.createTopic('t', { partitions: 4 });
    const consumer = world.consumer({ autoOffsetReset: 'earliest', maxPartitionFetchBytes: 2_048, maxPollRecords: 9 });
    consumer.assign(partitionsOf(4));
    const { random } = world.runtime;
    const pick = (max: number): number => Math.floor(random.next() * max);
    const next = [0, 0, 0, 0];
    const produced = [0, 0, 0, 0];
    const read = async (): Promise<void> => {
      for (const { partition, offset } of await world.run(consumer.poll({ timeoutMs: 700 }))) {
        assert.equal(offset, next[partition], `partition ${String(partition)}`);
        next[partition] = offset + 1;
      }
    };
    for (let step = 0; step < 150; step++) {
      const partition = pick(4);
      const place = { topic: 't', partition };
      switch (pick(6)) {
        case 0:
          consumer.pause(place);
          break;
        case 1:
          consumer.resume(place);
          break;
        case 2: {
          const offset = pick((produced[partition] ?? 0) + 1);
          consumer.seek(place, offset);
          next[partition] = offset;
          break;
        }
        case 3:
          world.broker.control(Fetch, () => ({ errorCode: ErrorCode.FETCH_SESSION_ID_NOT_FOUND }), { times: 1 });
          break;
        default:
          await world.produce('t', partition, numbered(20, 'x'.repeat(100)));
          produced[partition] = (produced[partition] ?? 0) + 20;
          await read();
      }
    }
    consumer.resume();
    for (let quiet = 0; quiet < 3; quiet++) {
      const before = next.join();
      await read();
      if (next.join() !== before) quiet = 0;
    }
    assert.deepEqual(next, produced);
  });

  describe('at their end', () => {
    /** Session ids that brokers gave, those that they were told are over, and by which connections; and where fetches are held. */
    async function opened(nodes = 1) {
      world = await World.create({ nodes });
      world.broker.createTopic('t', { partitions: 4 });
      const given = new Set<number>();
      const ended: number[] = [];
      let at = Infinity;
      const [held, endedOn] = [new Set<number>(), new Set<number>()];
      world.broker.control(Fetch, async ({ sessionId, sessionEpoch, topics }: FetchRequest, context) => {
        if (sessionEpoch === -1 && topics.length === 0) {
          ended.push(sessionId);
          at = world.clock.monotonic();
          endedOn.add(context.connectionId);
        }
        held.add(context.connectionId);
        const answer = (await context.forward()) as FetchResponse | undefined;
        held.delete(context.connectionId);
        if (answer !== undefined && answer.sessionId !== 0) given.add(answer.sessionId);
        return answer;
      });
      return { given, ended, held, endedOn, endedAt: () => at };
    }

    it('end at every broker, not behind a fetch that is held back, and nobody waits for that', async () => {
      const { given, ended, held, endedOn, endedAt } = await opened(3);
      const consumer = world.consumer({ autoOffsetReset: 'earliest', fetchMaxWaitMs: 400 });
      consumer.assign(partitionsOf(4));
      await world.run(consumer.poll({ timeoutMs: 3_000 }));
      assert.equal(given.size, 3);
      const busy = [...held];
      assert.equal(busy.length, 3);
      const since = world.clock.monotonic();
      await world.run(consumer.close());
      assert.ok(world.clock.monotonic() - since < 50);
      await world.clock.advance(1_000);
      assert.deepEqual(ended.sort(), [...given].sort());
      // Not behind a fetch that is held back: a Kafka would not read it before that is over, and so never.
      assert.ok(!busy.some((connection) => endedOn.has(connection)));
      assert.ok(endedAt() - since < 50, `${String(endedAt() - since)} ms`);
    });

    it('end after a minute at a broker that nothing is fetched from any more', async () => {
      const { given, ended } = await opened(2);
      const consumer = world.consumer({ autoOffsetReset: 'earliest', metadataMaxAgeMs: 1_000 });
      consumer.assign(partitionsOf(4));
      await world.run(consumer.poll({ timeoutMs: 3_000 }));
      assert.equal(given.size, 2);
      const [left] = given;
      for (const partition of [0, 1, 2, 3]) world.broker.moveLeader('t', partition, 1);
      await world.run(consumer.poll({ timeoutMs: 55_000 }));
      assert.deepEqual(ended, []);
      await world.run(consumer.poll({ timeoutMs: 15_000 }));
      // And where partitions came one after the other: a second one there, for which the first made room.
      const all = new Set<number>(ended);
      assert.ok(all.has(Number(left)) && all.size < given.size);
      await world.run(consumer.poll({ timeoutMs: 200_000 }));
      assert.equal(ended.length, all.size, 'once each');
      world.broker.moveLeader('t', 0, 0);
      const polling = pollValues(consumer, 1);
      await world.clock.advance(5_000);
      await world.produce('t', 0, ['back']);
      assert.deepEqual(await world.run(polling), ['back']);
    });

    it('end after a minute where a seek made a second one, and the next seek makes another', async () => {
      const { given, ended } = await opened();
      for (const partition of [0, 1, 2, 3]) await world.produce('t', partition, numbered(2));
      const consumer = world.consumer({ autoOffsetReset: 'earliest' });
      consumer.assign(partitionsOf(4));
      await world.run(pollValues(consumer, 8));
      for (let seeks = 1; seeks <= 2; seeks++) {
        await world.run(consumer.poll({ timeoutMs: 20_000 }));
        consumer.seek({ topic: 't', partition: 2 }, 1);
        assert.deepEqual(await world.run(pollValues(consumer, 1)), ['v1']);
        await world.run(consumer.poll({ timeoutMs: 90_000 }));
        assert.deepEqual([given.size, ended.length], [1 + seeks, seeks]);
      }
      assert.ok(ended.every((id) => given.has(id)));
    });

    it('are left alone where the connection is gone', async () => {
      const { given, ended } = await opened();
      const consumer = world.consumer({ autoOffsetReset: 'earliest', requestTimeoutMs: 60_000 });
      consumer.assign(partitionsOf(4));
      await world.run(consumer.poll({ timeoutMs: 3_000 }));
      assert.equal(given.size, 1);
      await world.run(world.broker.stop());
      await world.run(consumer.close());
      await world.run(world.broker.start());
      const connections = world.broker.connections.length;
      await world.clock.advance(10_000);
      assert.deepEqual([ended, world.broker.connections.length], [[], connections]);
    });
  });
});
