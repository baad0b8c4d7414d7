import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '@k/runtime';
import { settle } from '@k/testing';
import { StickyPartition } from '../src/sticky-partition.ts';
import { type Bench, bench } from './support/core.ts';

const VALUE = 'x'.repeat(1_000);

/** Sends so many records without a key, one after the other in virtual time. @returns how many each broker of two got */
async function spread({ clock, core }: Bench, count: number, everyMs: number): Promise<number[]> {
  const sends = [];
  for (let i = 0; i < count; i++) {
    sends.push(core.send({ topic: 't', value: VALUE }));
    await clock.advance(everyMs);
  }
  const stored = await clock.runUntil(Promise.all(sends));
  return [0, 1].map((broker) => stored.filter(({ partition }) => partition % 2 === broker).length);
}

test('records without a key leave out a broker that owes an answer, until it has answered', async () => {
  let silent = true;
  const at = bench(
    { partitionerAvailabilityTimeoutMs: 500, partitionerAdaptivePartitioningEnable: false, batchSize: 4_000 },
    { topics: { t: 8 }, brokers: 2, latencyMs: (broker) => (broker === 1 && silent ? 20_000 : 1) },
  );
  // Both brokers get some until one of them has been silent for 500 ms.
  await spread(at, 20, 1);
  const { clock, core } = at;
  // It owes the answer for this one.
  const owed = core.send({ topic: 't', partition: 1, value: VALUE });
  await clock.advance(501);
  const [toQuick = 0, toSilent = 0] = await spread(at, 200, 1);
  assert.ok(toSilent <= 4, `${toSilent} of 200 went to the silent broker: no more than its share of a batch`);
  assert.equal(toQuick, 200 - toSilent);
  silent = false;
  await clock.runUntil(owed);
  const [, afterwards = 0] = await spread(at, 200, 1);
  assert.ok(afterwards > 50, `${afterwards} of 200 went to the broker that answers again`);
  await clock.runUntil(core.close(Infinity));
});

test('an open batch of a broker that owes an answer is left for another once it has its share', async () => {
  const at = bench(
    { partitionerAvailabilityTimeoutMs: 500, batchSize: 262_144 },
    { topics: { t: 2 }, brokers: 2, latencyMs: (broker) => (broker === 0 ? 20_000 : 1) },
  );
  const { clock, core } = at;
  const owed = core.send({ topic: 't', partition: 0, value: VALUE });
  await clock.advance(1_000);
  const [toSilent = 0, toQuick = 0] = await spread(at, 400, 1);
  assert.ok(toSilent <= 17, `${toSilent} of 400 went to the broker that owes an answer`);
  assert.equal(toQuick, 400 - toSilent);
  await clock.runUntil(owed);
  await clock.runUntil(core.close(Infinity));
});

test('a broker whose records were all given up is tried again', async () => {
  let gone = true;
  const at = bench(
    {
      partitionerAvailabilityTimeoutMs: 500,
      partitionerAdaptivePartitioningEnable: false,
      requestTimeoutMs: 1_000,
      deliveryTimeoutMs: 2_000,
      batchSize: 4_000,
    },
    { topics: { t: 2 }, brokers: 2, fate: () => (gone ? 'refuse-connection' : 'answer') },
  );
  const { clock, core } = at;
  await assert.rejects(clock.runUntil(core.send({ topic: 't', partition: 1, value: VALUE })), {
    name: 'DeliveryError',
  });
  gone = false;
  const [, toIt = 0] = await spread(at, 100, 1);
  assert.ok(toIt > 25, `${toIt} of 100 went there`);
  await clock.runUntil(core.close(Infinity));
});

test('a broker that has answered one of two requests still owes the other', async () => {
  let latencies: number[] = [];
  const at = bench(
    { partitionerAvailabilityTimeoutMs: 500, partitionerAdaptivePartitioningEnable: false },
    { topics: { t: 2 }, brokers: 2, latencyMs: (broker) => (broker === 1 ? latencies.shift() : undefined) ?? 1 },
  );
  const { clock, cluster, core } = at;
  const toSecond = (): Promise<unknown> => core.send({ topic: 't', partition: 1, value: VALUE });
  await clock.runUntil(toSecond());
  latencies = [1, 20_000];
  const owed = [toSecond()];
  await settle();
  owed.push(toSecond(), core.flush());
  await settle();
  assert.equal(cluster.inFlight, 2);
  await clock.advance(600);
  assert.equal(cluster.inFlight, 1);
  assert.deepEqual(await spread(at, 50, 1), [50, 0]);
  await clock.runUntil(Promise.all(owed));
  await clock.runUntil(core.close(Infinity));
});

/** How often each partition is drawn in 3,000 draws of those that may follow `before`. */
function draws(waiting: readonly number[], stalled: readonly number[] = []): number[] {
  const sticky = new StickyPartition(seededRandom(5), 1);
  const load = { waiting: (it: number) => waiting[it] ?? 0, isStalled: (it: number) => stalled.includes(it) };
  const all = waiting.map((_, partition) => partition);
  const counts = waiting.map(() => 0);
  for (let i = 0; i < 3_000; i++) {
    const partition = sticky.draw(all, load);
    counts[partition] = (counts[partition] ?? 0) + 1;
  }
  return counts;
}

test('the chance of a partition is the less the more it has waiting, and nobody’s is none', () => {
  // Among those it may move to, by weights of 6, 6, 6 and 1: the heavy one gets one in 13 to 19.
  const [a = 0, b = 0, c = 0, heavy = 0] = draws([0, 0, 0, 5]);
  for (const light of [a, b, c]) assert.ok(light > 800 && light < 1_050, `${light} of 3000`);
  assert.ok(heavy > 100 && heavy < 270, `${heavy} of 3000`);
});

test('with the same waiting everywhere all have the same chance', () => {
  for (const count of draws([3, 3, 3])) assert.ok(count > 900 && count < 1_100, `${count} of 3000`);
});

test('where no broker answers, records go to all of them', () => {
  for (const count of draws([0, 0, 0], [0, 1, 2])) assert.ok(count > 900 && count < 1_100, `${count} of 3000`);
  assert.equal(draws([0, 0, 0], [1])[1], 0);
});
