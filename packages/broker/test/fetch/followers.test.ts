import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, ErrorCode, Fetch, Metadata } from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { listOffset, produceTo } from '../support/calls.ts';
import { seen } from '../support/events.ts';
import { RawClient } from '../support/raw-client.ts';
import { batchOf, recordsIn, TIMESTAMP } from '../support/records.ts';
import { READ_COMMITTED, TransactionalClient } from '../transaction/support.ts';

const client = (broker: Broker, node: number) => RawClient.tcp(broker.bootstrapServers[node] as string);

/** t-0 on three nodes, led by the first, with a record for each value. */
async function withTopic(values: readonly string[], options: Parameters<typeof createBroker>[0] = {}) {
  const broker = await createBroker({ nodes: 4, racks: ['a', 'b', 'c', 'b'], ...options });
  broker.createTopic('t', { assignment: [[0, 1, 2]] });
  const clients = await Promise.all([0, 1, 2, 3].map((node) => client(broker, node)));
  const [leader, follower, third, stranger] = clients as [RawClient, RawClient, RawClient, RawClient];
  for (const value of values) await produceTo(leader, { name: 't' }, 0, batchOf([value]));
  const stop = async (): Promise<void> => {
    for (const each of clients) each.close();
    await broker.close();
  };
  return { broker, leader, follower, third, stranger, stop };
}

async function fetchT(from: RawClient, fetchOffset: number, more: object = {}, version = 12, entry: object = {}) {
  const partitions = [{ partition: 0, fetchOffset, partitionMaxBytes: 1_000_000, ...entry }];
  const response = await from.request(Fetch, version, { maxWaitMs: 0, minBytes: 1, topics: [{ topic: 't', partitions }], ...more }); // prettier-ignore
  const answer = response.responses[0]?.partitions[0];
  if (answer === undefined) throw new Error('the answer has no partition');
  const { errorCode, highWatermark, lastStableOffset, preferredReadReplica, records } = answer;
  return {
    errorCode,
    highWatermark: Number(highWatermark),
    lastStableOffset: Number(lastStableOffset),
    preferred: preferredReadReplica,
    records: recordsIn(records),
    sessionId: response.sessionId,
  };
}

describe('followers that serve fetches (KIP-392)', () => {
  it('answer from Fetch 11 on; nodes without a replica never', async () => {
    const { follower, stranger, stop } = await withTopic(['x', 'y']);
    const ok = await fetchT(follower, 0, {}, 11);
    assert.deepEqual([ok.errorCode, ok.highWatermark, ok.records], [0, 2, ['0:x', '1:y']]);
    assert.equal((await fetchT(follower, 0, {}, 10)).errorCode, ErrorCode.NOT_LEADER_OR_FOLLOWER);
    assert.equal((await fetchT(stranger, 0)).errorCode, ErrorCode.NOT_LEADER_OR_FOLLOWER);
    assert.equal((await fetchT(follower, 3)).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    const epoch = async (currentLeaderEpoch: number) => (await fetchT(follower, 0, {}, 12, { currentLeaderEpoch })).errorCode; // prettier-ignore
    assert.deepEqual([await epoch(0), await epoch(1)], [0, ErrorCode.UNKNOWN_LEADER_EPOCH]);
    // Only who leads knows where the log ends.
    assert.equal((await listOffset(follower, 't', 0, -1)).errorCode, ErrorCode.NOT_LEADER_OR_FOLLOWER);
    await stop();
  });

  it('wait for records as leaders do', async () => {
    const { broker, leader, follower, stop } = await withTopic([]);
    const parked = seen(broker, 'Fetch');
    const waiting = fetchT(follower, 0, { maxWaitMs: 60_000 });
    await parked;
    await produceTo(leader, { name: 't' }, 0, batchOf(['x']));
    assert.deepEqual((await waiting).records, ['0:x']);
    await stop();
  });

  it('serve what they have when they are held back, and no more', async () => {
    const { broker, leader, follower, stop } = await withTopic(['a', 'b']);
    broker.holdFollower('t', 0, 1);
    for (const value of ['c', 'd']) await produceTo(leader, { name: 't' }, 0, batchOf([value]));
    const behind = await fetchT(follower, 0);
    assert.deepEqual([behind.highWatermark, behind.records], [2, ['0:a', '1:b']]);
    assert.deepEqual([(await fetchT(follower, 2)).errorCode, (await fetchT(follower, 3)).errorCode], [0, ErrorCode.OFFSET_OUT_OF_RANGE]); // prettier-ignore
    assert.deepEqual(broker.topic('t')?.partitions[0]?.isr, [0, 2], 'it is not in sync');
    const { topics } = await leader.request(Metadata, 12, { topics: [{ name: 't' }] });
    assert.deepEqual(topics[0]?.partitions[0]?.isrNodes, [0, 2]);
    assert.deepEqual(topics[0].partitions[0].offlineReplicas, []);
    await broker.stop(2);
    await broker.stop(0);
    assert.equal(broker.topic('t')?.partitions[0]?.leaderId, -1, 'it cannot lead');
    broker.electUncleanly('t', 0, 1, 2);
    assert.deepEqual([broker.topic('t')?.partitions[0]?.isr, broker.log('t', 0).endOffset], [[1], 2]);
    await stop();
  });

  it('catch up', async () => {
    const { broker, leader, follower, stop } = await withTopic(['a', 'b']);
    broker.holdFollower('t', 0, 1, { endOffset: 1 });
    const parked = seen(broker, 'Fetch');
    const waiting = fetchT(follower, 1, { maxWaitMs: 60_000 });
    await parked;
    await produceTo(leader, { name: 't' }, 0, batchOf(['c']));
    broker.releaseFollower('t', 0, 1);
    assert.deepEqual((await waiting).records, ['1:b', '2:c']);
    assert.deepEqual(broker.topic('t')?.partitions[0]?.isr, [0, 1, 2]);
    await stop();
  });

  it('do not serve beyond the high watermark that they know, though they are in sync', async () => {
    const { broker, follower, stop } = await withTopic(['a', 'b', 'c']);
    broker.holdFollower('t', 0, 1, { highWatermark: 1 });
    assert.deepEqual(broker.topic('t')?.partitions[0]?.isr, [0, 1, 2]);
    const { errorCode, highWatermark, lastStableOffset, records } = await fetchT(follower, 0);
    assert.deepEqual([errorCode, highWatermark, lastStableOffset, records], [0, 1, 1, ['0:a']]);
    const between = await fetchT(follower, 2);
    assert.deepEqual([between.errorCode, between.records], [0, []]);
    assert.equal((await fetchT(follower, 4)).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    await stop();
  });

  it('hide open transactions', async () => {
    const { leader, follower, stop } = await withTopic(['a']);
    const producer = new TransactionalClient(leader, 'p');
    producer.timestamp = TIMESTAMP;
    await producer.init();
    assert.equal(await producer.produce('t', ['open']), 0);
    const committed = await fetchT(follower, 0, { isolationLevel: READ_COMMITTED });
    assert.deepEqual([committed.records, committed.lastStableOffset, committed.highWatermark], [['0:a'], 1, 2]);
    assert.deepEqual((await fetchT(follower, 0)).records, ['0:a', '1:open']);
    await stop();
  });

  it('say that they lack the epoch of a record that they have not copied', async () => {
    const { broker, follower, third, leader, stop } = await withTopic(['a']);
    broker.holdFollower('t', 0, 1);
    broker.moveLeader('t', 0, 2);
    broker.moveLeader('t', 0, 0);
    await produceTo(leader, { name: 't' }, 0, batchOf(['b']));
    const entry = { lastFetchedEpoch: 2 };
    assert.equal((await fetchT(follower, 2, {}, 12, entry)).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    assert.equal((await fetchT(third, 2, {}, 12, entry)).errorCode, 0);
    await stop();
  });
});

describe('the replica that a leader prefers for a consumer', () => {
  const selector = { replicaSelector: 'rack-aware' } as const;
  const inRack = (rackId: string) => ({ rackId, maxWaitMs: 60_000 });

  it('is a follower in sync in the rack of the consumer, told at once and without records', async () => {
    const { broker, leader, follower, stop } = await withTopic(['a'], selector);
    const told = await fetchT(leader, 1, inRack('b'));
    assert.deepEqual([told.errorCode, told.preferred, told.highWatermark, told.records], [0, 1, 1, []]);
    assert.deepEqual((await fetchT(leader, 0, inRack('b'))).records, []);
    const there = await fetchT(follower, 0, inRack('b'));
    assert.deepEqual([there.preferred, there.records], [-1, ['0:a']], 'a follower sends nobody elsewhere');
    assert.deepEqual((await fetchT(leader, 0, { rackId: 'b' }, 11)).preferred, 1);
    for (const rackId of ['a', 'z', '']) {
      const here = await fetchT(leader, 0, inRack(rackId));
      assert.deepEqual([here.preferred, here.records], [-1, ['0:a']], rackId);
    }
    // One whose offset is not there is told of that.
    assert.equal((await fetchT(leader, 5, inRack('b'))).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    assert.equal((await fetchT(leader, 0, inRack('b'), 12, { currentLeaderEpoch: 3 })).errorCode, ErrorCode.UNKNOWN_LEADER_EPOCH); // prettier-ignore
    broker.holdFollower('t', 0, 1);
    assert.deepEqual((await fetchT(leader, 0, inRack('b'))).preferred, -1);
    broker.releaseFollower('t', 0, 1);
    assert.deepEqual((await fetchT(leader, 0, inRack('b'))).preferred, 1);
    await broker.stop(1);
    assert.deepEqual((await fetchT(leader, 0, inRack('b'))).preferred, -1);
    await stop();
  });

  it('is told to a session as soon as there is one', async () => {
    const { broker, leader, stop } = await withTopic(['a'], selector);
    await broker.stop(1);
    const { sessionId } = await fetchT(leader, 1, { ...inRack('b'), maxWaitMs: 0, sessionEpoch: 0 });
    const goOn = async (sessionEpoch: number) => {
      const { responses } = await leader.request(Fetch, 12, { ...inRack('b'), maxWaitMs: 1, minBytes: 1, topics: [], sessionId, sessionEpoch }); // prettier-ignore
      return responses[0]?.partitions[0]?.preferredReadReplica;
    };
    assert.equal(await goOn(1), undefined);
    await broker.start(1);
    assert.equal(await goOn(2), 1);
    assert.equal(await goOn(3), 1);
    broker.holdFollower('t', 0, 1);
    assert.equal(await goOn(4), undefined);
    await stop();
  });

  it('is the one with the greatest id of several', async () => {
    const { broker, leader, stop } = await withTopic([], { ...selector, racks: ['a', 'b', 'b', 'b'] });
    assert.equal((await fetchT(leader, 0, inRack('b'))).preferred, 2);
    broker.holdFollower('t', 0, 2);
    assert.equal((await fetchT(leader, 0, inRack('b'))).preferred, 1);
    await stop();
  });

  it('is nobody where the cluster does not choose', async () => {
    const { leader, stop } = await withTopic(['a']);
    assert.deepEqual((await fetchT(leader, 0, inRack('b'))).records, ['0:a']);
    await stop();
  });

  it('needs racks, which Metadata tells', async () => {
    const { broker, leader, stop } = await withTopic([], selector);
    const { brokers } = await leader.request(Metadata, 12, { topics: [] });
    assert.deepEqual(brokers.map(({ nodeId, rack }) => [nodeId, rack]), [[0, 'a'], [1, 'b'], [2, 'c'], [3, 'b']]); // prettier-ignore
    assert.equal((await leader.request(Metadata, 0, { topics: [{ name: 't' }] })).brokers.length, 4);
    await stop();
    await assert.rejects(createBroker({ nodes: 2, racks: ['a'] }), /option "racks": expected one for each of 2 nodes/);
    await assert.rejects(createBroker({ asVersion: '1.1', ...selector }), /Kafka 1.1 has no replicaSelector/);
    await assert.rejects(createBroker({ replicaSelector: 'mine' as 'rack-aware' }), ConfigError);
    assert.ok(broker.bootstrapServers.length === 4);
  });
});
