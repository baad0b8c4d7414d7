import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ErrorCode } from '@k/wire';
import type { ProducerBrokerMetrics, ProducerTopicMetrics } from '../src/metrics.ts';
import { bench, type Bench } from './support/core.ts';
import type { Fate } from './support/fake-cluster.ts';

const value = 'x'.repeat(100);

function topicOf({ core }: Bench, topic: string): Omit<ProducerTopicMetrics, 'topic' | 'bytesSent'> {
  const { bytesSent, topic: name, ...counts } = core.metrics().topics.find((it) => it.topic === topic)!;
  assert.equal(name, topic);
  assert.equal(bytesSent > 0, counts.recordsSent > 0);
  return counts;
}

function brokerOf({ core }: Bench, id: number): ProducerBrokerMetrics | undefined {
  return core.metrics().brokers.find(({ brokerId }) => brokerId === id);
}

test('metrics: records are counted for their topic, and for all', async () => {
  const failing = { a: 2, b: 1 };
  const world = bench(
    { compressionType: 'gzip' },
    {
      topics: { a: 1, b: 1 },
      believedAfter: 1,
      batchFate: ({ topic }) => {
        if (topic === 'a' && failing.a-- > 0) return { errorCode: ErrorCode.NOT_ENOUGH_REPLICAS, stores: false };
        if (topic === 'b' && failing.b-- > 0) return { errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED, stores: false };
        return null;
      },
    },
  );
  const { clock, core } = world;
  const records = (topic: string, count: number): { topic: string; value: string }[] =>
    Array.from({ length: count }, () => ({ topic, value }));
  await clock.runUntil(core.sendMany(records('a', 3)));
  await clock.runUntil(assert.rejects(core.sendMany(records('b', 5))));
  await clock.runUntil(core.sendMany(records('b', 2)));
  // What is refused before it is in a batch counts too; NaN is no partition.
  await clock.runUntil(assert.rejects(core.send({ topic: 'b', value, partition: NaN })));

  const { compressionRate: rateOfA, ...a } = topicOf(world, 'a');
  assert.deepEqual(a, { recordsSent: 3, recordsFailed: 0, recordsRetried: 6 });
  assert.deepEqual(
    { ...topicOf(world, 'b'), compressionRate: 0 },
    {
      recordsSent: 2,
      recordsFailed: 6,
      recordsRetried: 0,
      compressionRate: 0,
    },
  );
  const all = core.metrics();
  assert.deepEqual([all.recordsSent, all.recordsFailed, all.recordsRetried, all.batchesRetried], [5, 6, 6, 2]);
  const sum = all.topics.reduce((bytes, { bytesSent }) => bytes + bytesSent, 0);
  assert.equal(all.bytesSent, sum);
  // Three times the same hundred bytes.
  assert.ok(rateOfA > 0.2 && rateOfA < 0.5, `${rateOfA}`);
  assert.ok(all.compressionRate > rateOfA, 'two records have less to spare than three');
  await clock.runUntil(core.close(Infinity));
});

test('metrics: nothing is saved where nothing is compressed', async () => {
  const { clock, core } = bench();
  await clock.runUntil(core.send({ topic: 't', value }));
  assert.equal(core.metrics().compressionRate, 1);
  await clock.runUntil(core.close(Infinity));
});

test('metrics: what is given up before it is sent counts for its topic, and a topic that is not there leaves nothing', async () => {
  const { clock, core } = bench({ maxBlockMs: 50 });
  await clock.runUntil(core.send({ topic: 't', value }));
  const abort = new AbortController();
  // Waits for a partition that is not there.
  const waiting = core.sendMany(
    [
      { topic: 't', value, partition: 9 },
      { topic: 'none', value },
    ],
    abort.signal,
  );
  await clock.advance(1);
  assert.deepEqual(
    core.metrics().topics.map(({ topic }) => topic),
    ['t', 'none'],
  );
  abort.abort(new Error('enough'));
  await assert.rejects(waiting, /enough/);
  assert.deepEqual(
    core.metrics().topics.map(({ topic, recordsFailed }) => [topic, recordsFailed]),
    [
      ['t', 1],
      ['none', 1],
    ],
  );
  await clock.runUntil(assert.rejects(core.send({ topic: 't', value, partition: 9 })));
  await clock.advance(60_000);
  assert.deepEqual(
    core.metrics().topics.map(({ topic, recordsFailed }) => [topic, recordsFailed]),
    [['t', 2]],
  );
  assert.equal(core.metrics().recordsFailed, 3, 'the total keeps it');
  await clock.runUntil(core.close(Infinity));
});

test('metrics: requests are counted for their broker, with the time that answers took', async () => {
  const fates: Fate[] = ['answer', 'answer', 'lose-answer'];
  const latency = [10, 5];
  const world = bench(
    {},
    {
      topics: { t: 2 },
      brokers: 2,
      latencyMs: (broker) => latency[broker]!,
      fate: () => fates.shift() ?? 'answer',
    },
  );
  const { clock, core, cluster } = world;
  const to = (partition: number): Promise<unknown> => clock.runUntil(core.send({ topic: 't', value, partition }));
  await to(0);
  latency[0] = 30;
  await to(0);
  const bytesBefore = cluster.requests.reduce((sum, { bytes }) => sum + bytes, 0);
  assert.deepEqual(brokerOf(world, 0), {
    brokerId: 0,
    requests: 2,
    requestsInFlight: 0,
    requestsFailed: 0,
    outgoingBytes: bytesBefore,
    requestLatencyAvgMs: 20,
    requestLatencyMaxMs: 30,
  });
  assert.equal(brokerOf(world, 1), undefined, 'nothing was asked of it');
  await to(1);
  const { outgoingBytes, ...counts } = brokerOf(world, 1)!;
  assert.deepEqual(counts, {
    brokerId: 1,
    requests: 2,
    requestsInFlight: 0,
    requestsFailed: 1,
    requestLatencyAvgMs: 5,
    requestLatencyMaxMs: 5,
  });
  assert.equal(
    outgoingBytes,
    cluster.requests.slice(2).reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const all = core.metrics();
  assert.deepEqual([all.requests, all.requestLatencyAvgMs, all.requestLatencyMaxMs], [4, 15, 30]);
  await clock.runUntil(core.close(Infinity));
});

test('metrics: a broker that the cluster tells of no longer is forgotten, once nothing is in flight to it', async () => {
  let fails = true;
  const world = bench(
    {},
    { topics: { t: 1 }, brokers: 1, latencyMs: () => 10, fate: () => (fails ? 'lose-request' : 'answer') },
  );
  const { clock, core, cluster } = world;
  const sent = core.send({ topic: 't', value });
  await clock.advance(1_000);
  assert.match(core.problems.join(), /Broker 0 does not answer Produce requests/);
  cluster.moveLeader('t', 0, 1);
  fails = false;
  await clock.runUntil(sent);
  assert.deepEqual(
    core.metrics().brokers.map(({ brokerId }) => brokerId),
    [0, 1],
  );
  assert.match(core.problems.join(), /Broker 0 does not answer/, 'it may still be asked');
  cluster.goneBrokers.add(0);
  cluster.tell();
  assert.deepEqual(
    core.metrics().brokers.map(({ brokerId }) => brokerId),
    [1],
  );
  assert.deepEqual(core.problems, []);

  const last = core.send({ topic: 't', value });
  await clock.advance(1);
  cluster.goneBrokers.add(1);
  cluster.tell();
  assert.equal(brokerOf(world, 1)?.requestsInFlight, 1, 'its answer is awaited still');
  await clock.runUntil(last);
  cluster.tell();
  assert.deepEqual(core.metrics().brokers, []);
  assert.equal(core.metrics().recordsSent, 2, 'the totals keep it');
  cluster.goneBrokers.delete(1);
  cluster.tell();
  await clock.runUntil(core.send({ topic: 't', value }));
  assert.equal(brokerOf(world, 1)?.requests, 1, 'one that comes back begins anew');
  await clock.runUntil(core.close(Infinity));
});
