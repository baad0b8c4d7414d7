import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { BrokerOptions } from '@k/broker';
import { Fetch, type FetchRequest, Metadata } from '@k/wire';
import type { ConsumerOptions, KafkaConsumer } from '../../src/index.ts';
import { numbered } from '../support.ts';
import { World, next, pollValues, tamper } from '../world.ts';

const [p0, p1, p2] = [0, 1, 2].map((partition) => ({ topic: 't', partition })) as [Place, Place, Place];
type Place = { topic: string; partition: number };
/** There and back on a virtual network, a few times. */
const AT_ONCE_MS = 100;

interface Asked {
  readonly at: number;
  readonly maxWaitMs: number;
  readonly nodeId: number;
}

describe('a broker that has nothing new', () => {
  let world: World;
  let asked: Asked[];
  afterEach(() => world.close());

  async function begin(options: ConsumerOptions = {}, ofBroker: BrokerOptions = {}): Promise<KafkaConsumer> {
    world = await World.create(ofBroker);
    world.broker.createTopic(
      't',
      ofBroker.nodes === undefined
        ? { partitions: 3 }
        : {
            assignment: [
              [0, 1],
              [0, 1],
              [0, 1],
            ],
          },
    );
    for (const partition of [0, 1, 2]) await world.produce('t', partition, numbered(3, `${String(partition)}-`));
    const requests: Asked[] = [];
    world.broker.control(Fetch, ({ maxWaitMs }: FetchRequest, { nodeId }) => {
      requests.push({ at: world.clock.monotonic(), maxWaitMs, nodeId });
      return undefined;
    });
    asked = requests;
    const consumer = world.consumer({ autoOffsetReset: 'earliest', ...options });
    return consumer;
  }

  /** Reads all, then waits in vain for so long. @returns for how long fetches were held back meanwhile */
  async function rest(consumer: KafkaConsumer, ms: number): Promise<number[]> {
    const from = asked.length;
    assert.equal((await world.run(consumer.poll({ timeoutMs: ms }))).count, 0);
    return asked.slice(from).map(({ maxWaitMs }) => maxWaitMs);
  }

  /** A consumer of all three partitions, with a fetch under way that is held back for five seconds, of which one is over. */
  async function resting(options: ConsumerOptions = {}, ofBroker: BrokerOptions = {}): Promise<KafkaConsumer> {
    const consumer = await begin(options, ofBroker);
    consumer.assign([p0, p1, p2]);
    await world.run(pollValues(consumer, 9));
    await rest(consumer, 20_000);
    const until = (asked.at(-1)?.at ?? 0) + 6_123;
    await rest(consumer, until - world.clock.monotonic());
    assert.equal(asked.at(-1)?.maxWaitMs, 5_000);
    return consumer;
  }

  async function took(work: Promise<unknown>): Promise<number> {
    const since = world.clock.monotonic();
    await world.run(work);
    return world.clock.monotonic() - since;
  }

  it('is asked less and less often, and what comes is there at once', async () => {
    const consumer = await begin();
    consumer.assign([p0, p1, p2]);
    await world.run(pollValues(consumer, 9));
    assert.deepEqual(await rest(consumer, 22_000), [500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    await world.clock.advance(1_000);
    const polling = pollValues(consumer, 1);
    await world.produce('t', 1, ['news']);
    assert.ok((await took(polling)) < AT_ONCE_MS);
    assert.deepEqual(await rest(consumer, 4_000), [500, 1_000, 2_000, 4_000], 'and so anew after it');
  });

  for (const [name, options, expected] of [
    ['fetchMaxWaitMs', { fetchMaxWaitMs: 500 }, 500],
    ['fetchMaxWaitMs', { fetchMaxWaitMs: 7_000 }, 7_000],
    ['fetchMinBytes', { fetchMinBytes: 2 }, 500],
  ] as const) {
    it(`is given no more than is said: ${name} of ${String(Object.values(options)[0])}`, async () => {
      const consumer = await begin(options);
      consumer.assign([p0, p1, p2]);
      await world.run(pollValues(consumer, 9));
      assert.deepEqual(new Set(await rest(consumer, 30_000)), new Set([expected]));
    });
  }

  it('is asked as before while a follower is read from, which may be slow to notice what is committed', async () => {
    const racks: BrokerOptions = { nodes: 2, racks: ['a', 'b'], replicaSelector: 'rack-aware' };
    const consumer = await begin({ clientRack: 'b' }, racks);
    consumer.assign([p0, p1, p2]);
    await world.run(pollValues(consumer, 9));
    await rest(consumer, 20_000);
    assert.deepEqual(
      new Set(asked.slice(-20).map(({ nodeId, maxWaitMs }) => [nodeId, maxWaitMs].join())),
      new Set(['1,500']),
    );
  });

  const changes: Record<string, (consumer: KafkaConsumer) => Promise<string[]>> = {
    'a seek': async (consumer) => {
      consumer.seek(p1, 1);
      await world.run(pollValues(consumer, 2));
      return [];
    },
    'a partition that is new': async (consumer) => {
      world.broker.createTopic('u', { partitions: 1 });
      await world.produce('u', 0, ['of u']);
      const since = world.clock.monotonic();
      consumer.assign([p0, p1, p2, { topic: 'u', partition: 0 }]);
      await world.run(pollValues(consumer, 1));
      assert.ok(world.clock.monotonic() - since < AT_ONCE_MS);
      return [];
    },
    'a partition that is back': async (consumer) => {
      consumer.assign([p0, p2]);
      await world.clock.advance(10);
      await world.produce('t', 1, ['meanwhile']);
      consumer.assign([p0, p1, p2]);
      consumer.seek(p1, 3);
      await world.run(pollValues(consumer, 1));
      return [];
    },
    'a pause that ends': async (consumer) => {
      consumer.pause([p1]);
      await world.produce('t', 1, ['while paused']);
      await world.clock.advance(20);
      consumer.resume([p1]);
      await world.run(pollValues(consumer, 1));
      return [];
    },
  };
  for (const [name, change] of Object.entries(changes)) {
    it(`does not hold up ${name}, and is asked by one request again soon after`, async () => {
      const consumer = await resting();
      assert.ok((await took(change(consumer))) < 2 * AT_ONCE_MS);
      await rest(consumer, 10_000);
      assert.deepEqual(
        (await rest(consumer, 30_000)).filter((ms) => ms < 4_000),
        [],
      );
    });
  }

  it('does not hold up a second seek longer than half a second', async () => {
    const consumer = await resting();
    consumer.seek(p1, 1);
    await world.run(pollValues(consumer, 2));
    await rest(consumer, 2_200);
    consumer.seek(p2, 0);
    assert.ok((await took(pollValues(consumer, 3))) < 500 + AT_ONCE_MS);
    consumer.seek(p0, 1);
    assert.ok((await took(pollValues(consumer, 2))) < 500 + AT_ONCE_MS);
  });

  it('does not hold up a partition that comes in a rebalance', async () => {
    const consumer = await begin({ groupId: 'g' });
    const other = world.consumer({ groupId: 'g', autoOffsetReset: 'earliest' });
    consumer.subscribe(['t']);
    await world.run(pollValues(consumer, 9));
    await rest(consumer, 25_000);
    other.subscribe(['t']);
    const settled = next(other, 'assigned');
    void other.poll({ timeoutMs: 60_000 }).catch(() => undefined);
    const polling = consumer.poll({ timeoutMs: 10_000 });
    await world.run(settled);
    await world.run(polling);
    await world.run(other.close());
    const assigned = next(consumer, 'assigned');
    const reading = pollValues(consumer, 1);
    await world.run(assigned);
    await world.produce('t', 2, ['after']);
    assert.ok((await took(reading)) < AT_ONCE_MS);
  });

  it('does not hold up what another node leads from now on', async () => {
    const consumer = await resting({}, { nodes: 2 });
    world.broker.moveLeader('t', 1, 1);
    await world.run(world.cluster.refresh());
    await world.produce('t', 1, ['there']);
    assert.ok((await took(pollValues(consumer, 1))) < 1_000);
  });

  it('does not hold up close()', async () => {
    const consumer = await resting();
    assert.ok((await took(consumer.close())) < AT_ONCE_MS);
  });

  it('is not taken for one that does not answer', async () => {
    const consumer = await begin({ stallTimeoutMs: 1_500 });
    const told: unknown[] = [];
    for (const event of ['stalled', 'warning'] as const)
      consumer.on(event, (...args: unknown[]) => void told.push(args));
    consumer.assign([p0, p1, p2]);
    await world.run(pollValues(consumer, 9));
    tamper(world.broker, () => undefined, { delayMs: 1_000 });
    const metadata = world.broker.control(Metadata, () => undefined);
    await rest(consumer, 60_000);
    assert.deepEqual([told, metadata.calls], [[], 0]);
  });
});
