import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ClusterEvents, TopicPartition } from '@k/cluster';
import { decodeSubscription, type Assignor } from '@k/group';
import { Fetch, Heartbeat, JoinGroup, ListOffsets, Metadata, OffsetCommit } from '@k/wire';
import type { FetchRequest, JoinGroupRequest } from '@k/wire';
import { rangeAssignor } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, next, pollValues } from './world.ts';

// What each option does to a broker, or to the records. docs/parity.md names these tests.

const p0 = { topic: 't', partition: 0 };
const p1 = { topic: 't', partition: 1 };
const earliest = { autoOffsetReset: 'earliest' } as const;

describe('options in use', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create({ host: 'kafka', port: 9092 });
    world.broker.createTopic('t', { partitions: 2 });
  });
  afterEach(() => world.close());

  /** When the broker takes up requests of an API, on the virtual clock. */
  function timesOf(api: { readonly key: number }): number[] {
    const times: number[] = [];
    world.broker.observe((event) => {
      if (event.type === 'request' && event.apiKey === api.key) times.push(world.clock.monotonic());
    });
    return times;
  }

  function pausesOf(times: readonly number[]): number[] {
    return times.slice(1).map((time, i) => time - (times[i] ?? 0));
  }

  /** Virtual milliseconds that something takes. */
  async function timeOf(work: Promise<unknown>): Promise<number> {
    const since = world.clock.monotonic();
    await world.run(work);
    return world.clock.monotonic() - since;
  }

  it('bootstrapServers: one of the list that answers is enough, and the port is 9092 unless it says another', async () => {
    await world.produce('t', 0, ['v']);
    const consumer = world.consumer({ ...earliest, bootstrapServers: ['gone:9092', 'kafka'] });
    consumer.assign([p0]);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['v']);
  });

  it('clientId: is in every request', async () => {
    const names = new Set<string | null>();
    world.broker.observe((event) => {
      if (event.type === 'request') names.add(event.clientId);
    });
    for (const clientId of [undefined, 'billing-7']) {
      names.clear();
      const consumer = world.consumer({ clientId, groupId: 'g' });
      consumer.subscribe({ topics: ['t'] });
      await world.run(consumer.poll({ timeoutMs: 1_000 }));
      await world.run(consumer.close());
      assert.deepEqual([...names], [clientId ?? 'k']);
    }
  });

  it('groupId: is the group that is joined and committed for', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer({ ...earliest, groupId: 'mine', enableAutoCommit: false });
    consumer.subscribe({ topics: ['t'] });
    await world.run(pollValues(consumer, 3));
    assert.deepEqual(world.broker.groupIds, ['mine']);
    assert.equal(world.broker.group('mine')?.members.length, 1);
    await world.run(consumer.commit());
    assert.equal(world.broker.committed('mine', 't', 0)?.offset, 3);
  });

  it('keyDeserializer and valueDeserializer: get the bytes and the topic, and make key and value', async () => {
    await world.produce('t', 0, [{ key: '7', value: 'v' }, { key: null, value: null }]); // prettier-ignore
    const consumer = world.consumer({
      ...earliest,
      keyDeserializer: (bytes, topic) => [topic, Number(bytes.toString())] as const,
      valueDeserializer: (bytes, topic) => `${topic}: ${bytes.toString()}`,
    });
    consumer.assign([p0]);
    const [first, second] = [...(await world.run(consumer.poll()))];
    assert.deepEqual([first?.key, first?.value], [['t', 7], 't: v']);
    assert.deepEqual([second?.key, second?.value], [null, null], 'they are not asked about null');
  });

  it('fetchMinBytes, fetchMaxWaitMs and maxPartitionFetchBytes: are what a fetch asks for', async () => {
    const asked = async (options: object): Promise<unknown[]> => {
      const requests: FetchRequest[] = [];
      const control = world.broker.control(Fetch, (request) => void requests.push(request));
      const consumer = world.consumer(options);
      consumer.assign([p0]);
      await world.run(consumer.poll({ timeoutMs: 5_000 }));
      await world.run(consumer.close());
      control.remove();
      const [request] = requests;
      return [request?.minBytes, request?.maxWaitMs, request?.topics[0]?.partitions[0]?.partitionMaxBytes];
    };
    assert.deepEqual(await asked({}), [1, 500, 1_048_576], 'the defaults of kafka-python');
    const mine = { fetchMinBytes: 10_000, fetchMaxWaitMs: 2_000, maxPartitionFetchBytes: 65_536 };
    assert.deepEqual(await asked(mine), [10_000, 2_000, 65_536]);
  });

  it('requestTimeoutMs: a request without an answer is given up, and another one made', async () => {
    const consumer = world.consumer({ ...earliest, requestTimeoutMs: 4_000 });
    consumer.assign([p0]);
    await world.run(consumer.position(p0));
    const times = timesOf(ListOffsets);
    const silence = world.broker.control(ListOffsets, () => 'drop' as const, { times: 1 });
    await world.run(consumer.beginningOffsets([p0], { timeoutMs: 60_000 }));
    assert.equal(silence.calls, 1);
    const [pause = 0] = pausesOf(times);
    assert.ok(pause >= 4_000 && pause < 6_000, `${pause} ms`);
  });

  it('retryBackoffMs: is the pause after a first failure, and doubles', async () => {
    const refuse = (): void => {
      const answer = { name: 't', partitions: [{ partitionIndex: 0, errorCode: 7 }] };
      world.broker.control(ListOffsets, () => ({ topics: [answer] }), { times: 2 });
    };
    for (const [retryBackoffMs, expected] of [
      [undefined, 100],
      [400, 400],
    ] as const) {
      // prettier-ignore
      const consumer = world.consumer({ retryBackoffMs });
      refuse();
      const times = timesOf(ListOffsets);
      await world.run(consumer.beginningOffsets([p0]));
      const [first = 0, second = 0] = pausesOf(times);
      // A fifth of it is left to chance, either way.
      assert.ok(first >= 0.8 * expected && first <= 1.3 * expected, `${first} ms`);
      assert.ok(second >= 1.6 * expected && second <= 2.6 * expected, `${second} ms`);
    }
  });

  it('reconnectBackoffMs: is the pause before a broker that refused is tried again', async () => {
    for (const [reconnectBackoffMs, expected] of [
      [undefined, 50],
      [700, 700],
    ] as const) {
      // prettier-ignore
      const clientId = `reconnect-${String(expected)}`;
      const consumer = world.consumer({ ...earliest, clientId, reconnectBackoffMs, reconnectBackoffMaxMs: 700 });
      consumer.assign([p0]);
      await world.run(consumer.position(p0));
      const failures: number[] = [];
      const note = (message: unknown): void => {
        const event = message as ClusterEvents['@k/cluster:connect'];
        if (event.clientId === clientId && event.error !== undefined) failures.push(world.clock.monotonic());
      };
      subscribe('@k/cluster:connect', note);
      await world.run(world.broker.stop());
      await world.clock.advance(10_000);
      unsubscribe('@k/cluster:connect', note);
      // All of its connections come back to the broker at the same time.
      const pauses = pausesOf([...new Set(failures)]);
      assert.ok(pauses.length > 3);
      const least = Math.min(...pauses);
      assert.ok(least >= 0.8 * expected && least <= 2.4 * expected, `${least} ms`);
      await world.run(world.broker.start());
    }
  });

  it('maxInFlightRequestsPerConnection: the others wait until one is answered', async () => {
    world.network.setFaults({ latencyMs: 100 });
    const askFour = async (options: object): Promise<number> => {
      const consumer = world.consumer(options);
      await world.run(consumer.beginningOffsets([p0]));
      return timeOf(Promise.all([1, 2, 3, 4].map(() => consumer.beginningOffsets([p0]))));
    };
    assert.ok((await askFour({})) < 300, 'four at a time are one trip there and back');
    assert.ok((await askFour({ maxInFlightRequestsPerConnection: 1 })) >= 800, 'one at a time are four');
  });

  it('metadataMaxAgeMs: metadata is asked for again at that age', async () => {
    const consumer = world.consumer({ ...earliest, metadataMaxAgeMs: 10_000 });
    consumer.assign([p0]);
    await world.run(consumer.position(p0));
    const times = timesOf(Metadata);
    await world.clock.advance(60_000);
    assert.ok(times.length >= 5 && times.length <= 7, `${times.length} times in a minute`);
  });

  it('autoCommitIntervalMs and enableAutoCommit: offsets are committed that often, or not at all', async () => {
    for (const [options, expected] of [
      [{}, 2],
      [{ autoCommitIntervalMs: 1_000 }, 10],
      [{ enableAutoCommit: false, autoCommitIntervalMs: 1_000 }, 0],
    ] as const) {
      const consumer = world.consumer({ ...options, groupId: 'g' });
      consumer.assign([p0]);
      await world.run(consumer.position(p0));
      const times = timesOf(OffsetCommit);
      for (let i = 0; i < 20; i++) {
        await world.produce('t', 0, ['v']);
        await world.run(pollValues(consumer, 1));
        await world.clock.advance(500);
      }
      assert.equal(times.length, expected);
      await world.run(consumer.close());
    }
  });

  it('heartbeatIntervalMs and sessionTimeoutMs: how often a member is heard, and how long the group does without', async () => {
    const joins: JoinGroupRequest[] = [];
    world.broker.control(JoinGroup, (request) => void joins.push(request));
    const consumer = world.consumer({ groupId: 'g', heartbeatIntervalMs: 2_000, sessionTimeoutMs: 20_000 });
    consumer.subscribe({ topics: ['t'] });
    await world.run(consumer.poll({ timeoutMs: 1_000 }));
    assert.equal(joins[0]?.sessionTimeoutMs, 20_000);
    const beats = timesOf(Heartbeat);
    await world.clock.advance(20_000);
    assert.ok(beats.length >= 9 && beats.length <= 11, `${beats.length} heartbeats in 20 s`);
    world.network.setFaults({ blackHole: true });
    await world.clock.advance(17_000);
    assert.equal(world.broker.group('g')?.members.length, 1, 'not heard for less than the session');
    await world.clock.advance(4_000);
    assert.equal(world.broker.group('g')?.members.length, 0);
    world.network.heal();
  });

  it('clientRack: is told to the group when it is joined (KIP-881)', async () => {
    const racks: (string | null)[] = [];
    world.broker.control(JoinGroup, ({ protocols: [first] }) => {
      racks.push(decodeSubscription(first?.metadata ?? Buffer.alloc(0)).rackId);
    });
    for (const clientRack of [undefined, 'eu-1a']) {
      const consumer = world.consumer({ groupId: 'g', clientRack });
      consumer.subscribe({ topics: ['t'] });
      await world.run(next(consumer, 'assigned'));
      await world.run(consumer.close());
    }
    assert.deepEqual([...new Set(racks)], [null, 'eu-1a']);
  });

  it('partitionAssignors: are offered to the group in that order, and the chosen one shares out', async () => {
    const lastFirst: Assignor = {
      name: 'last-first',
      protocols: ['eager'],
      subscriptionUserData: () => null,
      assign: (_, members) => new Map(members.map(({ memberId }) => [memberId, new Map([['t', [1, 0]]])])),
    };
    const offered = new Set<string>();
    world.broker.control(JoinGroup, ({ protocols }) => void offered.add(protocols.map(({ name }) => name).join()));
    const joined = async (options: object): Promise<TopicPartition[]> => {
      const consumer = world.consumer({ ...options, groupId: 'g' });
      const assigned = next(consumer, 'assigned');
      consumer.subscribe({ topics: ['t'] });
      await world.run(assigned);
      const assignment = consumer.assignment();
      await world.run(consumer.close());
      return assignment;
    };
    assert.deepEqual(await joined({}), [p0, p1]);
    assert.deepEqual(await joined({ partitionAssignors: [lastFirst, rangeAssignor] }), [p1, p0]);
    assert.deepEqual(await joined({ partitionAssignors: ['roundrobin', 'range'] }), [p0, p1]);
    assert.deepEqual([...offered], ['range,cooperative-sticky', 'last-first,range', 'roundrobin,range']);
  });
});
