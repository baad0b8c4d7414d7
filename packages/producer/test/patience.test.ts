import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BrokerOptions } from '@k/broker';
import { Cluster } from '@k/cluster';
import { settle, World } from '@k/testing';
import { ErrorCode, errorFor, Metadata, ProtocolError, StateError, TimeoutError } from '@k/wire';
import { SendManyError } from '../src/errors.ts';
import { KafkaProducer } from '../src/index.ts';
import { RecordMetadata } from '../src/record.ts';
import { bench } from './support/core.ts';

const value = 'x';

function isUnknown(error: unknown, place = /./): boolean {
  return (
    error instanceof ProtocolError && error.code === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION && place.test(error.message)
  );
}

describe('pitfall 32: what is missing in one answer is waited for', () => {
  test('a partition that is being added: for maxBlockMs, and nobody else waits', async () => {
    const { clock, cluster, core } = bench({ maxBlockMs: 20_000 }, { topics: { t: 2 } });
    await clock.runUntil(core.send({ topic: 't', partition: 0, value: 'first' }));
    const late = [0, 1].map((i) => core.send({ topic: 't', partition: 2, value: `late ${i}` }));
    const others = [core.send({ topic: 't', partition: 1, value }), core.send({ topic: 't', key: 'k', value })];
    const many = core.sendMany([
      { topic: 't', partition: 2, value: 'late 2' },
      { topic: 't', partition: 0, value: 'second' },
    ]);
    await clock.runUntil(Promise.all(others));
    await clock.advance(15_000);
    assert.deepEqual(cluster.log('t', 0).values.at(-1), 'second', 'nor the rest of the same call');
    cluster.createTopic('t', 3);
    await clock.runUntil(Promise.all([...late, many]));
    assert.deepEqual(cluster.log('t', 2).values, ['late 0', 'late 1', 'late 2']);
    assert.equal(cluster.loads, 3, 'one load of the topic, and one of the partition after the other');
    await clock.runUntil(core.close(Infinity));
    assert.equal(clock.pendingTimers, 0);
  });

  test('a partition that is not there: refused after maxBlockMs, by itself', async () => {
    const { clock, core } = bench({ maxBlockMs: 5_000 }, { topics: { t: 3 } });
    await clock.runUntil(core.send({ topic: 't', value }));
    const since = clock.monotonic();
    const call = core.sendMany([
      { topic: 't', partition: 9, value },
      { topic: 'nowhere', value },
      { topic: 't', partition: 1, value },
      { topic: 't', partition: 4, value },
    ]);
    await assert.rejects(clock.runUntil(call), (error: unknown) => {
      assert.ok(error instanceof SendManyError);
      const [ninth, nowhere, stored, fourth] = error.outcomes as (Error | RecordMetadata)[];
      assert.ok(isUnknown(ninth, /t-9.*The topic has 3 partitions, 0 to 2\./));
      assert.ok(isUnknown(nowhere, /topic nowhere/));
      assert.ok(stored instanceof RecordMetadata);
      assert.ok(isUnknown(fourth, /t-4/));
      return true;
    });
    assert.equal(clock.monotonic() - since, 5_000);
    await clock.runUntil(core.close(Infinity));
  });

  test('where "unknown" is believed, a topic and a partition get the same patience', async () => {
    for (const record of [
      { topic: 'nowhere', value },
      { topic: 't', partition: 1, value },
    ]) {
      const { clock, cluster, core } = bench({ maxBlockMs: 60_000 }, { believedAfter: 5 });
      await clock.runUntil(core.send({ topic: 't', value }));
      const since = clock.monotonic();
      await assert.rejects(clock.runUntil(core.send(record)), (error: unknown) =>
        isUnknown(error, /nowhere|t-1.*The topic has 1 partition, number 0\./),
      );
      assert.equal(clock.monotonic() - since, 405);
      // It may be there now.
      cluster.createTopic(record.topic, 2);
      await clock.runUntil(core.send(record));
      await clock.runUntil(core.close(Infinity));
    }
  });

  test('whoever joins a load that asks for less is asked for next', async () => {
    const { clock, cluster, core } = bench({}, { topics: { t: 1 } });
    await clock.runUntil(core.send({ topic: 't', value }));
    const third = core.send({ topic: 't', partition: 2, value });
    const fifth = core.send({ topic: 't', partition: 4, value });
    const second = core.send({ topic: 't', partition: 1, value });
    await clock.advance(1_000);
    cluster.createTopic('t', 2);
    await clock.runUntil(second);
    assert.equal(cluster.loads, 2, 'what it learns on the way is used');
    cluster.createTopic('t', 3);
    await clock.runUntil(third);
    cluster.createTopic('t', 5);
    await clock.runUntil(fifth);
    assert.equal(cluster.loads, 3);
    await clock.runUntil(core.close(Infinity));
  });

  test('a load that takes too long is begun again while somebody has time', async () => {
    const { clock, cluster, core } = bench({ maxBlockMs: 60_000 });
    const sent = core.send({ topic: 'later', value });
    await clock.advance(30_000); // more than one load takes
    assert.ok(cluster.loads >= 2);
    cluster.createTopic('later', 1);
    await clock.runUntil(sent);
    await clock.runUntil(core.close(Infinity));
  });
});

test('nobody gets ahead of who waits, not even in the moment in which the news comes', async () => {
  const { clock, cluster, core } = bench();
  const order: Promise<unknown>[] = [];
  cluster.onMetadata(() => {
    // After the producer has heard of it, and before it has let in those who wait.
    if (cluster.topic('later') !== undefined) order.push(core.send({ topic: 'later', partition: 0, value: 'second' }));
    if (cluster.topic('t')?.leaders.length === 2) order.push(core.send({ topic: 't', partition: 1, value: 'second' }));
  });
  order.push(core.send({ topic: 'later', partition: 0, value: 'first' }));
  await clock.advance(500);
  cluster.createTopic('later', 1);
  await clock.runUntil(Promise.all(order));
  assert.deepEqual(cluster.log('later', 0).values.slice(0, 2), ['first', 'second']);
  await clock.runUntil(core.send({ topic: 't', value }));
  order.push(core.send({ topic: 't', partition: 1, value: 'first' }));
  await clock.advance(500);
  cluster.createTopic('t', 2);
  await clock.runUntil(Promise.all(order));
  assert.deepEqual(cluster.log('t', 1).values.slice(0, 2), ['first', 'second']);
  await clock.runUntil(core.close(Infinity));
});

test('what is wrong with a topic is told as it is', async () => {
  const { clock, cluster, core } = bench({ maxBlockMs: 1_000 });
  await clock.runUntil(core.send({ topic: 't', value }));
  const forbidden = errorFor(ErrorCode.TOPIC_AUTHORIZATION_FAILED, { topic: 't' });
  cluster.loadTopic = () => Promise.reject(forbidden);
  await assert.rejects(clock.runUntil(core.send({ topic: 't', partition: 1, value })), forbidden);
  const leaderless = errorFor(ErrorCode.LEADER_NOT_AVAILABLE, { topic: 'u' });
  cluster.loadTopic = (_name, _partitions, onFailure) => {
    onFailure(leaderless);
    return new Promise(() => undefined);
  };
  await assert.rejects(clock.runUntil(core.send({ topic: 'u', value })), (error: unknown) => {
    assert.ok(error instanceof TimeoutError);
    assert.match(error.message, /topic "u" was not known within maxBlockMs \(1000 ms\): LEADER_NOT_AVAILABLE/);
    return error.cause === leaderless && error.timeoutMs === 1_000;
  });
  await clock.runUntil(core.close(Infinity));
});

test('maxBlockMs of 0: refused at once, and there the next time', async () => {
  const { clock, core } = bench({ maxBlockMs: 0 });
  await assert.rejects(clock.runUntil(core.send({ topic: 't', value })), TimeoutError);
  await clock.advance(10);
  await clock.runUntil(core.send({ topic: 't', value }));
  await clock.runUntil(core.close(Infinity));
});

test('nothing is remembered of a topic that is not there', async () => {
  const { clock, cluster, core } = bench({ maxBlockMs: 1_000 }, { believedAfter: 3 });
  const names = Array.from({ length: 100 }, (_, i) => `nowhere-${i}`);
  const outcomes = await clock.runUntil(Promise.allSettled(names.map((topic) => core.send({ topic, value }))));
  assert.ok(outcomes.every(({ status }) => status === 'rejected'));
  assert.deepEqual(cluster.watched, []);
  await clock.runUntil(core.send({ topic: 't', value }));
  cluster.createTopic('t', 2);
  cluster.tell();
  cluster.createTopic('t', 3);
  cluster.tell();
  assert.deepEqual(cluster.watched, ['t'], 'once, however often there is news of it');
  assert.equal(core.metrics().recordsFailed, 100);
  await clock.runUntil(core.close(Infinity));
  assert.equal(clock.pendingTimers, 0);
});

test('a topic that was not there is like any other once it is', async () => {
  const { clock, cluster, core } = bench({ batchSize: 0 }, { believedAfter: 1 });
  await assert.rejects(clock.runUntil(core.send({ topic: 'later', value })), isUnknown);
  cluster.createTopic('later', 1);
  await clock.runUntil(core.send({ topic: 'later', value }));
  // News of it reach the producer unasked.
  cluster.createTopic('later', 3);
  cluster.tell();
  const sent = await clock.runUntil(
    Promise.all(Array.from({ length: 30 }, () => core.send({ topic: 'later', value }))),
  );
  assert.equal(new Set(sent.map(({ partition }) => partition)).size, 3);
  await clock.runUntil(core.close(Infinity));
});

test('memory that is used up holds up everybody behind, and a late call whole', async () => {
  const { clock, cluster, core } = bench(
    { bufferMemory: 2_000, batchSize: 1_000, maxBlockMs: 300, requestTimeoutMs: 1_000 },
    { topics: { t: 1, u: 1 }, fate: () => 'late' },
  );
  const big = Array.from({ length: 10 }, () => ({ topic: 't', value: 'x'.repeat(900) }));
  const first = core.sendMany(big).catch((error: unknown) => error as SendManyError);
  await clock.advance(10);
  const second = core.send({ topic: 'u', value });
  const late = assert.rejects(second, /no room in bufferMemory/);
  await settle();
  assert.equal(cluster.log('u', 0).values.length, 0);
  await clock.advance(400);
  await late;
  const error = await clock.runUntil(
    core.close(100).then(
      () => first,
      () => first,
    ),
  );
  assert.ok(error instanceof SendManyError);
  assert.ok(error.errors.filter(({ message }) => message.includes('no room')).length >= 5, error.message);
});

describe('on a broker', () => {
  async function withBroker(options: BrokerOptions, work: (world: World) => Promise<void>): Promise<void> {
    await using world = await World.create(options, 7);
    world.broker.createTopic('t', { partitions: 3 });
    await work(world);
  }

  test('with allowAutoCreateTopics: false send believes as partitionsFor does', () =>
    withBroker({}, async ({ clock, runtime, broker }) => {
      for (const work of [
        (producer: KafkaProducer): Promise<unknown> => producer.partitionsFor('nowhere'),
        (producer: KafkaProducer): Promise<unknown> => producer.send({ topic: 'nowhere', value }),
        (producer: KafkaProducer): Promise<unknown> => producer.send({ topic: 't', partition: 3, value }),
      ]) {
        const { bootstrapServers } = broker;
        const producer = new KafkaProducer({ bootstrapServers, allowAutoCreateTopics: false, runtime });
        await clock.runUntil(producer.connect());
        const since = clock.monotonic();
        await clock.runUntil(assert.rejects(work(producer), (error: unknown) => isUnknown(error, /topic nowhere|t-3/)));
        const took = clock.monotonic() - since;
        assert.ok(took > 1_000 && took < 2_000, `${took} ms of virtual time`);
        await clock.runUntil(producer.close());
      }
    }));

  test('otherwise all of them wait for as long as they may', () =>
    withBroker({ autoCreateTopics: false }, async ({ clock, runtime, broker }) => {
      const { bootstrapServers } = broker;
      const producer = new KafkaProducer({ bootstrapServers, maxBlockMs: 45_000, runtime });
      for (const work of [
        (): Promise<unknown> => producer.partitionsFor('nowhere'),
        () => producer.send({ topic: 'nowhere', value }),
        () => producer.send({ topic: 't', partition: 3, value }),
      ]) {
        const since = clock.monotonic();
        await clock.runUntil(assert.rejects(work(), (error: unknown) => isUnknown(error, /topic nowhere|t-3/)));
        assert.equal(Math.round(clock.monotonic() - since), 45_000);
      }
      await clock.runUntil(producer.close());
    }));

  test('a topic in use is kept fresh, until the producer is closed', () =>
    withBroker({}, async ({ clock, runtime, broker }) => {
      const options = { bootstrapServers: broker.bootstrapServers, runtime, metadataMaxAgeMs: 1_000 };
      const cluster = new Cluster(options).acquire();
      const producer = new KafkaProducer({ cluster });
      await clock.runUntil(producer.send({ topic: 't', value }));
      let topics: (string | null)[] = [];
      broker.control(Metadata, (request) => {
        topics = request.topics?.map(({ name }) => name) ?? [];
        return undefined;
      });
      await clock.advance(10_000);
      assert.deepEqual(topics, ['t']);
      await clock.runUntil(producer.close());
      await clock.advance(10_000);
      assert.deepEqual(topics, []);
      await clock.runUntil(cluster.release());
    }));

  test('a producer that is closed goes on asking for nothing, though others use its cluster', () =>
    withBroker({ autoCreateTopics: false }, async ({ clock, runtime, broker }) => {
      const cluster = new Cluster({ bootstrapServers: broker.bootstrapServers, runtime }).acquire();
      const producer = new KafkaProducer({ cluster });
      const sent = assert.rejects(producer.send({ topic: 'nowhere', value }), StateError);
      await clock.advance(1_000);
      await clock.runUntil(producer.close({ timeoutMs: 10 }).catch(() => undefined));
      await sent;
      let asked = 0;
      broker.control(Metadata, () => {
        asked++;
        return undefined;
      });
      await clock.advance(60_000);
      assert.equal(asked, 0);
      await clock.runUntil(cluster.release());
    }));
});
