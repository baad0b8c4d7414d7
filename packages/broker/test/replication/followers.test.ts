import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ErrorCode } from '@k/wire';
import { fetchFrom } from '../support/calls.ts';
import { recordsIn } from '../support/records.ts';
import { watch } from '../support/simulated.ts';
import { Cluster, DELAY_MS } from './support.ts';

const { NONE, NOT_ENOUGH_REPLICAS, NOT_ENOUGH_REPLICAS_AFTER_APPEND, NOT_LEADER_OR_FOLLOWER, REQUEST_TIMED_OUT } =
  ErrorCode;

describe('followers that fetch with a delay', () => {
  let cluster: Cluster;
  beforeEach(async () => {
    cluster = await Cluster.start();
  });
  afterEach(() => cluster.stop());

  it('make records readable when all in-sync replicas have them', async () => {
    assert.deepEqual(await cluster.wrote('a'), [NONE, 0]);
    assert.deepEqual(await cluster.fetch(), { errorCode: NONE, highWatermark: 0, records: [] });
    assert.deepEqual(await cluster.latest(), [NONE, 0]);
    assert.deepEqual((await cluster.fetch(1)).errorCode, NONE, 'the leader has it');
    assert.deepEqual((await cluster.fetch(2)).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    await cluster.advance(DELAY_MS - 10);
    assert.deepEqual((await cluster.fetch()).records, []);
    await cluster.advance(10);
    assert.deepEqual(await cluster.fetch(), { errorCode: NONE, highWatermark: 1, records: ['0:a'] });
    assert.deepEqual(await cluster.latest(), [NONE, 1]);
  });

  it('get what was there when a fetch began, and what came meanwhile with the next', async () => {
    await cluster.wrote('a');
    await cluster.advance(DELAY_MS / 2);
    await cluster.wrote('b');
    await cluster.advance(DELAY_MS / 2);
    assert.equal((await cluster.fetch()).highWatermark, 1);
    await cluster.advance(DELAY_MS);
    assert.equal((await cluster.fetch()).highWatermark, 2);
  });

  it('learn of the high watermark one fetch later', async () => {
    await cluster.wrote('a');
    await cluster.advance(DELAY_MS);
    assert.deepEqual(await cluster.fetch(0, 1), { errorCode: NONE, highWatermark: 0, records: [] });
    await cluster.advance(DELAY_MS);
    assert.deepEqual(await cluster.fetch(0, 1), { errorCode: NONE, highWatermark: 1, records: ['0:a'] });
  });

  it('rest when they have all', async () => {
    const before = cluster.simulated.clock.pendingTimers;
    await cluster.wrote('a');
    assert.ok(cluster.simulated.clock.pendingTimers > before);
    await cluster.advance(5 * DELAY_MS);
    assert.equal(cluster.simulated.clock.pendingTimers, before);
  });

  it('wake a fetch that waits', async () => {
    const waiting = watch(fetchFrom(await cluster.simulated.client(0), 't', 0, 0, { maxWaitMs: 60_000 }));
    await cluster.wrote('a');
    await cluster.advance(DELAY_MS - 10);
    assert.equal(waiting.settled, false);
    assert.deepEqual(recordsIn((await cluster.run(waiting.promise)).records), ['0:a']);
  });

  it('hold up acks=all, and nobody else', async () => {
    const all = watch(cluster.write('a', -1));
    await cluster.advance(DELAY_MS - 10);
    assert.equal(all.settled, false);
    assert.deepEqual(await cluster.run(all.promise), [NONE, 0]);
    assert.equal((await cluster.fetch()).highWatermark, 1);
  });

  it('are waited for as long as the request says; the records stay', async () => {
    cluster.broker.setReplication(2, { fetchDelayMs: 5_000 });
    const all = watch(cluster.write('a', -1));
    await cluster.advance(990);
    assert.equal(all.settled, false);
    assert.deepEqual(await cluster.run(all.promise), [REQUEST_TIMED_OUT, 0]);
    await cluster.advance(5_000);
    assert.deepEqual((await cluster.fetch()).records, ['0:a']);
  });

  it('take some time between the least and the most', async () => {
    cluster.broker.setReplication(1, { fetchDelayMs: 0 });
    cluster.broker.setReplication(2, { fetchDelayMs: [10, 1_000] });
    const took = new Set<number>();
    for (let i = 0; i < 8; i++) {
      const before = cluster.simulated.clock.now();
      await cluster.run(cluster.write(String(i), -1));
      const ms = cluster.simulated.clock.now() - before;
      assert.ok(ms >= 10 && ms <= 1_010, String(ms));
      took.add(ms);
      await cluster.advance(2_000);
    }
    assert.ok(took.size > 3, 'not always the same');
  });

  it('leave acks=all unanswered with NOT_LEADER_OR_FOLLOWER when another leads meanwhile', async () => {
    const all = watch(cluster.write('a', -1));
    await cluster.advance(10);
    cluster.broker.moveLeader('t', 0, 1);
    assert.deepEqual(await cluster.run(all.promise), [NOT_LEADER_OR_FOLLOWER, 0]);
  });

  it('lose what only the old leader had when another leads', async () => {
    const losses = cluster.losses();
    await cluster.run(cluster.write('kept', -1));
    assert.deepEqual(await cluster.wrote('lost'), [NONE, 1]);
    cluster.broker.moveLeader('t', 0, 1);
    assert.deepEqual(await cluster.wrote('other'), [NONE, 1]);
    // The old one truncates, copies, and is told that all have it.
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual((await cluster.fetch()).records, ['0:kept', '1:other']);
    assert.deepEqual((await cluster.fetch(0, 0)).records, ['0:kept', '1:other']);
    assert.deepEqual(cluster.state, [1, 1, [0, 1, 2]]);
    assert.deepEqual(cluster.broker.log('t', 0).epochs, [
      { epoch: 0, startOffset: 0 },
      { epoch: 1, startOffset: 1 },
    ]);
    assert.deepEqual(losses, [[1, 2, 1]]);
  });

  it('tell a new leader how far records may be read; until then it does not know (KIP-207)', async () => {
    await cluster.wrote('a');
    await cluster.advance(DELAY_MS);
    assert.equal((await cluster.fetch()).highWatermark, 1);
    cluster.broker.moveLeader('t', 0, 1);
    assert.deepEqual(await cluster.latest(), [ErrorCode.OFFSET_NOT_AVAILABLE, -1]);
    assert.deepEqual(await cluster.latest(1, 4), [ErrorCode.LEADER_NOT_AVAILABLE, -1]);
    assert.deepEqual((await cluster.fetch()).highWatermark, 0, 'what it knew as a follower');
    await cluster.advance(DELAY_MS);
    assert.deepEqual(await cluster.latest(), [NONE, 1]);
  });
});

describe('in-sync replicas', () => {
  let cluster: Cluster;
  const start = async (...init: Parameters<typeof Cluster.start>): Promise<void> => {
    cluster = await Cluster.start(...init);
  };
  afterEach(() => cluster.stop());

  it('are those that had all within replica.lag.time.max.ms', async () => {
    await start({ configs: { 'replica.lag.time.max.ms': 2_000 } });
    cluster.broker.setReplication(2, { fetchDelayMs: 5_000 });
    await cluster.advance(60_000);
    assert.deepEqual(cluster.state, [0, 0, [0, 1, 2]], 'there is nothing to copy');
    await cluster.wrote('a');
    await cluster.advance(1_990);
    assert.deepEqual([cluster.state, (await cluster.fetch()).highWatermark], [[0, 0, [0, 1, 2]], 0]);
    await cluster.advance(10);
    assert.deepEqual([cluster.state, (await cluster.fetch()).highWatermark], [[0, 0, [0, 1]], 1]);
    await cluster.advance(3_000);
    assert.deepEqual(cluster.state, [0, 0, [0, 1, 2]], 'it has all again');
  });

  it('are too few for acks=all, before and after the append', async () => {
    await start({ configs: { 'replica.lag.time.max.ms': 500 } }, { 'min.insync.replicas': '2' }, [0, 1]);
    cluster.broker.setReplication(1, { fetchDelayMs: 3_000 });
    const all = watch(cluster.write('a', -1));
    await cluster.advance(500);
    assert.deepEqual(cluster.state, [0, 0, [0]]);
    assert.equal(all.settled, false, 'records are not readable with too few in-sync replicas');
    assert.deepEqual(await cluster.wrote('b', -1, 0), [NOT_ENOUGH_REPLICAS, -1]);
    assert.deepEqual(await cluster.run(all.promise), [REQUEST_TIMED_OUT, 0]);
    assert.deepEqual(await cluster.wrote('c'), [NONE, 1]);
    assert.equal((await cluster.fetch()).highWatermark, 0);
    await cluster.advance(6_000);
    assert.deepEqual([cluster.state, (await cluster.fetch()).highWatermark], [[0, 0, [0, 1]], 2]);
  });

  it('are too few after the append, as a Kafka before 3.7 has it', async () => {
    await start({ asVersion: '2.8', configs: { 'replica.lag.time.max.ms': 500 } }, { 'min.insync.replicas': '2' }, [0, 1]); // prettier-ignore
    cluster.broker.setReplication(1, { fetchDelayMs: 3_000 });
    assert.deepEqual(await cluster.wrote('a', -1), [NOT_ENOUGH_REPLICAS_AFTER_APPEND, 0]);
    assert.deepEqual((await cluster.fetch()).records, ['0:a']);
  });
});
