import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ErrorCode, Fetch, JoinGroup, Metadata, OffsetFetch } from '@k/wire';
import type { KafkaConsumer, StalledPartition } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, next, pollValues, tamper } from './world.ts';

const KB = 1_024;
const p0 = { topic: 't', partition: 0 };
const p1 = { topic: 't', partition: 1 };
const earliest = { autoOffsetReset: 'earliest' } as const;

/** Polls until there are so many values and errors at least. */
async function pollAll(consumer: KafkaConsumer, count: { values?: number; errors?: number }) {
  const values: string[] = [];
  const errors: Error[] = [];
  while (values.length < (count.values ?? 0) || errors.length < (count.errors ?? 0)) {
    try {
      for (const { value } of await consumer.poll()) values.push(String(value));
    } catch (error) {
      errors.push(error as Error);
    }
  }
  return { values, errors };
}

describe('troubles', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 2 });
  });
  afterEach(() => world.close());

  /** Every answer of its broker has every partition, to be tampered with. */
  async function withoutSessions(): Promise<void> {
    await world.close();
    world = await World.create({ maxIncrementalFetchSessionCacheSlots: 0 });
    world.broker.createTopic('t', { partitions: 2 });
  }

  it('pitfall 34: an answer over maxFrameBytes is told at the partition it is for, and stops no other', async () => {
    await world.produce('t', 0, ['x'.repeat(200 * KB)]);
    await world.produce('t', 0, ['behind it']);
    const consumer = world.consumer({ ...earliest, maxFrameBytes: 64 * KB });
    consumer.assign([p0, p1]);
    const polling = pollAll(consumer, { errors: 3, values: 5 });
    await world.produce('t', 1, numbered(5));
    const { values, errors } = await world.run(polling);
    for (const error of errors) {
      assert.equal(error.name, 'UnreadableRecordError');
      assert.match(error.message, /t-0 offset 0: .*a frame announces 20\d{4} bytes/);
    }
    assert.deepEqual(values, numbered(5), 'of the other partition');
    consumer.seek(p0, 1);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['behind it']);
  });

  it('asks for no more at once than the connection takes', async () => {
    for (let i = 0; i < 20; i++) await world.produce('t', 0, ['x'.repeat(10 * KB)]);
    const consumer = world.consumer({ ...earliest, maxFrameBytes: 64 * KB });
    consumer.assign([p0]);
    assert.equal((await world.run(pollValues(consumer, 20))).length, 20);
  });

  it('pitfall 34: says in `stalled` why a broker’s fetches fail, though no lag is known', async () => {
    const consumer = world.consumer({ ...earliest, stallTimeoutMs: 10_000 });
    const warnings: Error[] = [];
    consumer.on('warning', (error) => warnings.push(error));
    world.broker.control(Fetch, () => 'close');
    consumer.assign([p0]);
    const stalled = next(consumer, 'stalled');
    const waiting = consumer.poll({ timeoutMs: 100_000 });
    const [[partition], reason] = (await world.run(stalled)) as [[StalledPartition], string];
    assert.deepEqual([partition.position, partition.highWatermark], [0, -1]);
    assert.match(partition.reason, /fetching it fails: Connection to .* closed by the broker/);
    assert.equal(partition.cause?.name, 'ConnectionError');
    assert.equal(reason, partition.reason);
    assert.equal(
      warnings.filter(({ message }) => message === partition.cause?.message).length,
      1,
      'told at once, once',
    );
    await world.run(waiting);
  });

  it('says in `stalled` that a broker does not answer, and why no position is found', async () => {
    const consumer = world.consumer({ ...earliest, groupId: 'g', stallTimeoutMs: 10_000, requestTimeoutMs: 60_000 });
    world.broker.control(Fetch, () => 'hang');
    consumer.assign([p0]);
    let stalled = next(consumer, 'stalled');
    let waiting = consumer.poll({ timeoutMs: 100_000 });
    assert.match(String((await world.run(stalled))[1]), /the broker does not answer the fetch/);
    await world.run(waiting);

    const other = world.consumer({ ...earliest, groupId: 'g', stallTimeoutMs: 10_000, requestTimeoutMs: 5_000 });
    world.broker.control(OffsetFetch, ({ groups }) => ({
      groups: groups.map(({ groupId }) => ({ groupId, errorCode: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS })),
    }));
    other.assign([p0]);
    stalled = next(other, 'stalled');
    waiting = other.poll({ timeoutMs: 100_000 });
    assert.match(String((await world.run(stalled))[1]), /committed offset .*COORDINATOR_LOAD_IN_PROGRESS/);
    await world.run(waiting);
    const position = other.position(p0, { timeoutMs: 20_000 });
    await assert.rejects(world.run(position), { name: 'TimeoutError', message: /COORDINATOR_LOAD_IN_PROGRESS/ });
  });

  it('says once what a broker says of each of many partitions', async () => {
    world.broker.createTopic('many', { partitions: 200 });
    const consumer = world.consumer({ ...earliest, stallTimeoutMs: 2_000 });
    const warnings: Error[] = [];
    consumer.on('warning', (error) => warnings.push(error));
    consumer.assign(Array.from({ length: 200 }, (_, partition) => ({ topic: 'many', partition })));
    tamper(world.broker, (partition) => (partition.errorCode = ErrorCode.NOT_LEADER_OR_FOLLOWER));
    const stalled = next(consumer, 'stalled');
    const waiting = consumer.poll({ timeoutMs: 10_000 });
    const [partitions, reason] = (await world.run(stalled)) as [StalledPartition[], string];
    // Some are asked again just now.
    assert.ok(partitions.length > 100, String(partitions.length));
    const said =
      /^fetching it fails: NOT_LEADER_OR_FOLLOWER \(Fetch, many-\d+, broker 0\): [^;]* \(and so for (\d+) more\)$/;
    assert.equal(Number(said.exec(reason)?.[1]), partitions.length - 1, reason);
    const { problems } = consumer.health();
    assert.match(problems.join('\n'), /^Not read: many-\d+, many-\d+, many-\d+ and 197 more: fetching it fails: .*$/);
    assert.ok(warnings.length <= 1, warnings.join('\n'));
    await world.run(waiting);
  });

  it('a quiet partition is not stalled, whoever leads it for a moment', async () => {
    await withoutSessions();
    const consumer = world.consumer({ ...earliest, stallTimeoutMs: 2_000 });
    let stalls = 0;
    consumer.on('stalled', () => stalls++);
    consumer.assign([p0]);
    const waiting = consumer.poll({ timeoutMs: 30_000 });
    await world.clock.advance(5_000);
    let refused = 0;
    tamper(world.broker, (partition) => {
      if (refused++ % 2 === 0) partition.errorCode = ErrorCode.NOT_LEADER_OR_FOLLOWER;
    });
    await world.run(waiting);
    assert.ok(refused > 10);
    assert.equal(stalls, 0);
  });

  it('health() says what is wrong with partitions and group, and nothing when all is well', async () => {
    await world.produce('t', 0, numbered(5));
    const consumer = world.consumer({ ...earliest, groupId: 'g', maxPollIntervalMs: 300_000 });
    assert.deepEqual(consumer.health().problems, [
      'The cluster has not been asked anything yet: call connect() to find it now.',
    ]);
    await world.run(consumer.connect());
    const { ok, problems, partitions } = consumer.health();
    assert.deepEqual({ ok, problems, partitions }, { ok: true, problems: [], partitions: [] });
    consumer.subscribe({ topics: ['t'] });
    await world.run(pollValues(consumer, 5));
    consumer.pause(p1);
    assert.deepEqual(consumer.health().partitions, [
      { ...p0, position: 5, paused: false, problem: undefined },
      { ...p1, position: 0, paused: true, problem: undefined },
    ]);
    assert.equal(consumer.health().ok, true);

    const refused = world.broker.control(Fetch, () => 'close');
    await world.run(consumer.poll({ timeoutMs: 2_000 }));
    assert.match(String(consumer.health().problems[0]), /^Not read: t-0: fetching it fails: Connection to .* closed/);
    assert.match(String(consumer.health().partitions[0]?.problem), /^fetching it fails/);
    refused.remove();
    await world.run(consumer.poll({ timeoutMs: 10_000 }));
    assert.deepEqual(consumer.health().problems, []);

    await world.clock.advance(310_000);
    assert.match(consumer.health().problems.join(), /Group g was left: .*maxPollIntervalMs/);
    const failing = world.broker.control(JoinGroup, () => ({ errorCode: ErrorCode.GROUP_AUTHORIZATION_FAILED }));
    await assert.rejects(world.run(consumer.poll({ timeoutMs: 60_000 })), /GROUP_AUTHORIZATION_FAILED/);
    assert.match(consumer.health().problems.join(), /Group g has this member no more: GROUP_AUTHORIZATION_FAILED/);
    failing.remove();
  });

  it('an answer that refuses one partition for a while is its trouble in health(), until it goes well', async () => {
    await withoutSessions();
    const consumer = world.consumer({ ...earliest, fetchMaxWaitMs: 500 });
    consumer.assign([p0, p1]);
    await world.run(consumer.poll({ timeoutMs: 2_000 }));
    const refusing = tamper(world.broker, (partition) => {
      if (partition.partitionIndex === 0) partition.errorCode = ErrorCode.KAFKA_STORAGE_ERROR;
    });
    await world.run(consumer.poll({ timeoutMs: 2_000 }));
    const [first, second] = consumer.health().partitions;
    assert.match(String(first?.problem), /^fetching it fails: .*KAFKA_STORAGE_ERROR/);
    assert.equal(second?.problem, undefined);
    refusing.remove();
    await world.run(consumer.poll({ timeoutMs: 5_000 }));
    assert.deepEqual(consumer.health().problems, []);
  });

  it('says nothing of stalls with stallTimeoutMs 0, however long it waits', async () => {
    const consumer = world.consumer({ ...earliest, stallTimeoutMs: 0 });
    let stalls = 0;
    consumer.on('stalled', () => stalls++);
    consumer.assign([p0]);
    world.broker.control(Fetch, () => 'close', { times: Infinity });
    await world.run(consumer.poll({ timeoutMs: 600_000 }));
    assert.equal(stalls, 0);
  });

  it('forgets with the subscription what was wrong with its topics', async () => {
    await world.produce('t', 0, numbered(1));
    const consumer = world.consumer({ ...earliest, groupId: 'g' });
    consumer.subscribe(['not-there']);
    await world.clock.advance(120_000);
    await world.run(consumer.unsubscribe());
    consumer.assign([p0]);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['v0']);
  });

  it('what polls throw is no warning as well', async () => {
    const consumer = world.consumer({ ...earliest, groupId: 'g' });
    const warned: Error[] = [];
    consumer.on('warning', (error) => warned.push(error));
    world.broker.control(
      OffsetFetch,
      ({ groups }) => ({
        groups: groups.map(({ groupId }) => ({ groupId, errorCode: ErrorCode.GROUP_AUTHORIZATION_FAILED })),
      }),
      { times: Infinity },
    );
    consumer.assign([p0]);
    await assert.rejects(world.run(consumer.poll({ timeoutMs: 60_000 })), /GROUP_AUTHORIZATION_FAILED/);
    assert.deepEqual(warned, []);
  });

  it('a coordinator that does not serve is told by a warning, in health() and by `stalled`', async () => {
    const consumer = world.consumer({ ...earliest, groupId: 'g', stallTimeoutMs: 10_000 });
    const warnings: Error[] = [];
    consumer.on('warning', (error) => warnings.push(error));
    const refused = world.broker.control(JoinGroup, () => 'close');
    consumer.subscribe({ topics: ['t'] });
    const stalled = next(consumer, 'stalled');
    const waiting = consumer.poll({ timeoutMs: 60_000 });
    assert.match(String((await world.run(stalled))[1]), /no partitions yet: .*: Connection to .* closed/);
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(String(warnings[0]), /closed by the broker/);
    assert.match(consumer.health().problems.join(), /Group g cannot be reached, .*: Connection to .* closed/);
    refused.remove();
    const loading = world.broker.control(JoinGroup, () => ({ errorCode: 14 }), { times: 3 });
    await world.run(next(consumer, 'assigned'));
    assert.equal(loading.calls, 3);
    assert.equal(warnings.length, 1, 'a coordinator that loads is the usual course');
    assert.deepEqual(consumer.health().problems, []);
    await world.run(waiting);
  });

  for (const [way, begin] of Object.entries({
    subscribe: (consumer: KafkaConsumer) => consumer.subscribe({ topics: ['late'] }),
    assign: (consumer: KafkaConsumer) => consumer.assign([{ topic: 'late', partition: 1 }]),
  })) {
    it(`a topic that is not there yet ends no loop: it is told by a warning, and read as soon as it is (${way})`, async () => {
      const consumer = world.consumer({ ...earliest, groupId: 'g' });
      const warnings: Error[] = [];
      consumer.on('warning', (error) => warnings.push(error));
      begin(consumer);
      const step = consumer.records().next();
      await world.clock.advance(100_000);
      assert.equal(warnings.length, 1, warnings.join('\n'));
      assert.match(String(warnings[0]), /UNKNOWN_TOPIC_OR_PARTITION .*late/);
      const asked = world.broker.control(Metadata, () => undefined);
      await world.clock.advance(60_000);
      assert.ok(asked.calls < 150, `${String(asked.calls)} requests in a minute`);
      world.broker.createTopic('late', { partitions: 2 });
      await world.produce('late', 1, ['v']);
      const since = world.clock.monotonic();
      assert.equal(String((await world.run(step)).value?.value), 'v');
      assert.ok(world.clock.monotonic() - since < 10_000);
    });
  }

  it('a missing position is told at each poll until the application seeks, beside the other partitions', async () => {
    for (const p of [0, 1]) await world.produce('t', p, numbered(20));
    const consumer = world.consumer({ autoOffsetReset: 'none', maxPollRecords: 5 });
    consumer.assign([p0, p1]);
    const { errors } = await world.run(pollAll(consumer, { errors: 5 }));
    for (const { name } of errors) assert.equal(name, 'NoOffsetError');
    assert.deepEqual(new Set(errors.map((error) => (error as unknown as typeof p0).partition)), new Set([0, 1]));
    await assert.rejects(world.run(consumer.position(p0)), { name: 'NoOffsetError', partition: 0 });
    consumer.seek(p1, 0);
    const more = await world.run(pollAll(consumer, { errors: 3, values: 20 }));
    assert.deepEqual(more.values, numbered(20));
    consumer.seek(p0, 18);
    assert.deepEqual(await world.run(pollValues(consumer, 2)), ['v18', 'v19']);
    assert.ok((await world.run(consumer.poll())).isEmpty);
  });

  it('an offset out of range is told at each poll too, and ends each loop', async () => {
    await world.produce('t', 0, numbered(3));
    const consumer = world.consumer({ autoOffsetReset: 'none' });
    consumer.assign([p0]);
    consumer.seek(p0, 99);
    let turns = 1;
    for (let i = 0; i < 3; i++) {
      await assert.rejects(world.run(consumer.poll()), { name: 'PositionNotInLogError', offset: 99 });
      await assert.rejects(world.run(consumer.records().next()), { name: 'PositionNotInLogError', offset: 99 });
    }
    setImmediate(() => turns++);
    for (let i = 0; i < 3; i++) await assert.rejects(consumer.poll(), { name: 'PositionNotInLogError' });
    assert.equal(turns, 2, 'who polls again at once lets sockets and timers have their turn');
  });
});

describe('a cluster that is not there', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 1 });
    await world.produce('t', 0, numbered(5));
    await world.run(world.broker.stop());
  });
  afterEach(() => world.close());

  it('is told by a warning at the first failure, with its cause, by `stalled`, health() and connect()', async () => {
    const consumer = world.consumer({ ...earliest, groupId: 'g', stallTimeoutMs: 40_000 });
    const warning = next(consumer, 'warning');
    const stalled = next(consumer, 'stalled');
    consumer.subscribe({ topics: ['t'] });
    const since = world.clock.monotonic();
    const waiting = consumer.poll({ timeoutMs: 100_000 });
    const [error] = (await world.run(warning)) as [Error];
    assert.ok(world.clock.monotonic() - since < 1_000);
    assert.equal(error.name, 'NoBrokersAvailableError');
    assert.match(error.message, /ECONNREFUSED/);
    const [partitions, reason] = await world.run(stalled);
    assert.deepEqual(partitions, []);
    assert.match(String(reason), /its member is '.*ECONNREFUSED/);
    assert.match(consumer.health().problems.join(), /The cluster cannot be found since .*ECONNREFUSED/);
    await assert.rejects(world.run(consumer.position({ topic: 't', partition: 0 })), { name: 'StateError' });
    await assert.rejects(world.run(consumer.connect({ timeoutMs: 3_000 })), (timeout: Error) => {
      assert.equal(timeout.name, 'TimeoutError');
      assert.match(String(timeout.cause), /ECONNREFUSED/);
      return true;
    });
    await assert.rejects(world.run(consumer.connect({ retry: false })), { name: 'NoBrokersAvailableError' });
    assert.ok((await world.run(waiting)).isEmpty);
  });

  it('is the cause of every TimeoutError', async () => {
    const consumer = world.consumer({ ...earliest, groupId: 'g' });
    consumer.assign([p0]);
    const limit = { timeoutMs: 2_500 };
    const calls: (() => Promise<unknown>)[] = [
      () => consumer.position(p0, limit),
      () => consumer.committed(p0, limit),
      () => consumer.commit({ ...p0, offset: 1 }, limit),
      () => consumer.endOffsets(p0, limit),
      () => consumer.partitionsForTopic('t', limit),
      () => consumer.topics(limit),
    ];
    for (const call of calls) {
      await assert.rejects(world.run(call()), { name: 'TimeoutError', message: /within 2500 ms.*ECONNREFUSED/ });
    }
  });

  it('is told to a consumer that comes later to a cluster object of others', async () => {
    const { cluster } = world;
    await assert.rejects(world.run(cluster.refresh()));
    cluster.acquire();
    const consumer = world.consumer({ ...earliest, cluster });
    const warning = next(consumer, 'warning');
    consumer.assign([p0]);
    assert.match(String((await world.run(warning))[0]), /ECONNREFUSED/);
  });

  it('is told once while it is away, and so is each broker', async () => {
    const two = await World.create({ nodes: 2 });
    two.broker.createTopic('t', { assignment: [[0], [1]] });
    for (const p of [0, 1]) await two.produce('t', p, numbered(5));
    await two.run(two.cluster.loadTopics(['t']));
    const { host = '', port = 0 } = two.cluster.brokers.find(({ nodeId }) => nodeId === 1) ?? {};
    two.network.setFaults({ refuseProbability: 1 }, `${host}:${String(port)}`);
    const consumer = two.consumer(earliest);
    const warnings: string[] = [];
    consumer.on('warning', ({ message }) => warnings.push(message));
    consumer.assign([p0, p1]);
    assert.deepEqual(await two.run(pollValues(consumer, 5)), numbered(5));
    await two.run(consumer.poll({ timeoutMs: 60_000 }));
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(String(warnings[0]), new RegExp(`${host}:${String(port)}.*ECONNREFUSED`));
    two.network.heal();
    assert.deepEqual(await two.run(pollValues(consumer, 5)), numbered(5));
    await two.close();
  });

  for (const [way, begin] of Object.entries({
    topics: (consumer: KafkaConsumer) => consumer.subscribe({ topics: ['t'] }),
    pattern: (consumer: KafkaConsumer) => consumer.subscribe({ pattern: /t/ }),
    assign: (consumer: KafkaConsumer) => consumer.assign([p0]),
  })) {
    it(`ends no loop that began before it (${way})`, async () => {
      const consumer = world.consumer({ ...earliest, groupId: 'g' });
      const values: string[] = [];
      begin(consumer);
      const loop = (async () => {
        for await (const { value } of consumer) {
          values.push(String(value));
          if (values.length === 5) return;
        }
      })();
      await world.clock.advance(150_000);
      await world.run(world.broker.start());
      await world.run(loop);
      assert.deepEqual(values, numbered(5));
    });
  }
});
