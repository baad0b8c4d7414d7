import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, Fetch, OffsetForLeaderEpoch } from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { fetchFrom, listOffset, produceTo } from '../support/calls.ts';
import { seen } from '../support/events.ts';
import { RawClient } from '../support/raw-client.ts';
import { batchOf, recordsIn } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';
import { fetchAll, READ_COMMITTED, TransactionalClient } from '../transaction/support.ts';

const HOUR = 3_600_000;

const client = (broker: Broker, node = 0) => RawClient.tcp(broker.bootstrapServers[node] as string);

/** [error, epoch, end offset] */
async function endOfEpoch(from: RawClient, leaderEpoch: number, currentLeaderEpoch = -1): Promise<number[]> {
  const partitions = [{ partition: 0, leaderEpoch, currentLeaderEpoch }];
  const { topics } = await from.request(OffsetForLeaderEpoch, 4, { replicaId: -1, topics: [{ topic: 't', partitions }] }); // prettier-ignore
  const found = topics[0]?.partitions[0];
  return [found?.errorCode ?? NaN, found?.leaderEpoch ?? NaN, Number(found?.endOffset)];
}

async function fetchAt(from: RawClient, fetchOffset: number, lastFetchedEpoch: number, more = {}, partitionMore = {}) {
  const partitions = [{ partition: 0, fetchOffset, lastFetchedEpoch, partitionMaxBytes: 1_000_000, ...partitionMore }];
  const { sessionId, responses } = await from.request(Fetch, 12, { maxWaitMs: 0, minBytes: 1, topics: [{ topic: 't', partitions }], ...more }); // prettier-ignore
  const answer = responses[0]?.partitions[0];
  if (answer === undefined) throw new Error('the answer has no partition');
  const { errorCode, divergingEpoch, highWatermark, records } = answer;
  return { sessionId, errorCode, highWatermark: Number(highWatermark), records: recordsIn(records), diverging: [divergingEpoch.epoch, Number(divergingEpoch.endOffset)] }; // prettier-ignore
}

describe('a log that is cut by an unclean leader election', () => {
  it('has other records where the lost ones were, in an epoch of their own', async () => {
    await using broker = await createBroker({ nodes: 2 });
    broker.createTopic('t', { assignment: [[0, 1]] });
    const [first, second] = [await client(broker, 0), await client(broker, 1)];
    for (const value of ['a', 'b', 'lost', 'lost too']) await produceTo(first, { name: 't' }, 0, batchOf([value]));
    const parked = seen(broker, 'Fetch');
    const waiting = fetchAt(first, 4, 0, { maxWaitMs: 60_000 });
    await parked;
    broker.electUncleanly('t', 0, 1, 2);
    assert.deepEqual((await waiting).diverging, [0, 2], 'who waited is told at once');
    const [partition] = broker.topic('t')?.partitions ?? [];
    assert.deepEqual([partition?.leaderId, partition?.leaderEpoch, broker.log('t', 0).endOffset], [1, 1, 2]);
    assert.equal((await produceTo(second, { name: 't' }, 0, batchOf(['new']))).baseOffset, 2n);
    assert.deepEqual(recordsIn((await fetchFrom(second, 't', 0, 0)).records), ['0:a', '1:b']);
    assert.deepEqual(recordsIn((await fetchFrom(second, 't', 0, 2)).records), ['2:new']);
    assert.equal((await listOffset(second, 't', 0, -1)).offset, 3n);
    assert.equal((await fetchFrom(second, 't', 0, 4)).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);

    assert.deepEqual(await endOfEpoch(second, 0), [0, 0, 2]);
    assert.deepEqual(await endOfEpoch(second, 1), [0, 1, 3]);
    assert.deepEqual(await endOfEpoch(second, 2), [0, -1, -1]);
    assert.deepEqual(await endOfEpoch(second, 0, 0), [ErrorCode.FENCED_LEADER_EPOCH, -1, -1]);
    assert.deepEqual(await endOfEpoch(second, 0, 1), [0, 0, 2]);
    assert.deepEqual(await endOfEpoch(second, 0, 2), [ErrorCode.UNKNOWN_LEADER_EPOCH, -1, -1]);
    assert.deepEqual(await endOfEpoch(first, 0), [ErrorCode.NOT_LEADER_OR_FOLLOWER, -1, -1]);

    assert.deepEqual((await fetchAt(second, 4, 0)).diverging, [0, 2], 'it had read on in epoch 0');
    assert.deepEqual((await fetchAt(second, 3, 0)).diverging, [0, 2], 'at an offset that is there again');
    assert.deepEqual((await fetchAt(second, 3, 1)).diverging, [-1, -1]);
    assert.deepEqual((await fetchAt(second, 2, 0)).records, ['2:new'], 'up to there nothing was lost');
    assert.equal((await fetchAt(second, 2, 2)).errorCode, ErrorCode.OFFSET_OUT_OF_RANGE);
    first.close();
    second.close();
  });

  it('tells a session again and again that it diverges, and a fetch that waits at once', async () => {
    const sim = await Simulated.start();
    sim.broker.createTopic('t');
    const [reader, writer] = [await sim.client(), await sim.client()];
    for (const value of ['a', 'b']) await sim.run(produceTo(writer, { name: 't' }, 0, batchOf([value])));
    const made = await sim.run(fetchAt(reader, 2, 0, { sessionEpoch: 0 }));
    const { sessionId } = made;
    const parked = seen(sim.broker, 'Fetch');
    const since = sim.clock.now();
    const waiting = fetchAt(reader, 2, 0, { sessionId, sessionEpoch: 1, maxWaitMs: HOUR });
    await sim.run(parked);
    sim.broker.electUncleanly('t', 0, 0, 1);
    assert.deepEqual(await sim.run(waiting), { ...made, highWatermark: 1, diverging: [0, 1] });
    const asked = {
      maxWaitMs: HOUR,
      minBytes: 1,
      topics: [],
      sessionId,
      sessionEpoch: 2,
      isolationLevel: READ_COMMITTED,
    };
    const next = await sim.run(reader.request(Fetch, 12, asked));
    assert.equal(next.responses[0]?.partitions[0]?.divergingEpoch.endOffset, 1n);
    assert.deepEqual(next.responses[0].partitions[0].abortedTransactions, null);
    assert.ok(sim.clock.now() - since < HOUR);
    await sim.stop();
  });

  it('forgets what producers wrote there: it is no duplicate, and opens no transaction', async () => {
    await using broker = await createBroker();
    // All in one segment, whatever the times: a fetch answers from one.
    broker.createTopic('t', { config: { 'segment.ms': 1e13 } });
    const writer = await client(broker);
    const sequenced = (baseSequence: number) =>
      produceTo(writer, { name: 't' }, 0, batchOf(['x'], { producerId: 77n, producerEpoch: 0, baseSequence }));
    for (const sequence of [0, 1, 2]) assert.equal((await sequenced(sequence)).errorCode, 0);
    const aborted = new TransactionalClient(writer, 'aborted');
    await aborted.init();
    await aborted.produce('t', ['aborted']);
    await aborted.end(false);
    const open = new TransactionalClient(writer, 'open');
    await open.init();
    await open.produce('t', ['open']);
    const before = broker.producers('t', 0);
    assert.equal((await fetchAll(writer, 't', READ_COMMITTED)).lastStableOffset, 5);

    broker.electUncleanly('t', 0, 0, 5);
    assert.deepEqual(broker.producers('t', 0), before.slice(0, 2), 'what is still there is known as before');
    const kept = await fetchAll(writer, 't', READ_COMMITTED);
    assert.deepEqual([kept.highWatermark, kept.lastStableOffset, kept.aborted.map(([, at]) => at)], [5, 5, [3]]);

    broker.electUncleanly('t', 0, 0, 2);
    const cut = await fetchAll(writer, 't', READ_COMMITTED);
    assert.deepEqual([cut.records, cut.highWatermark, cut.lastStableOffset, cut.aborted], [['0:x', '1:x'], 2, 2, []]);
    assert.equal((await sequenced(1)).baseOffset, 1n, 'a duplicate of what is there');
    assert.equal((await sequenced(3)).errorCode, ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.deepEqual([(await sequenced(2)).baseOffset, broker.log('t', 0).endOffset], [2n, 3]);
    // The coordinator knows nothing of it, and ends what is not there any more.
    assert.equal(await open.end(true), 0);
    assert.equal((await fetchAll(writer, 't', READ_COMMITTED)).lastStableOffset, 4);
    writer.close();
  });

  it('keeps a transaction open whose first records are still there', async () => {
    await using broker = await createBroker();
    broker.createTopic('t');
    const writer = await client(broker);
    const producer = new TransactionalClient(writer, 'open');
    await producer.init();
    for (const value of ['a', 'b']) await producer.produce('t', [value]);
    broker.electUncleanly('t', 0, 0, 1);
    assert.equal((await fetchAll(writer, 't', READ_COMMITTED)).lastStableOffset, 0);
    await producer.end(true);
    assert.deepEqual((await fetchAll(writer, 't', READ_COMMITTED, 1)).records, ['1:commit']);
    assert.equal((await fetchAll(writer, 't', READ_COMMITTED)).lastStableOffset, 2);
    writer.close();
  });

  it('counts epochs of leaders that wrote nothing', async () => {
    await using broker = await createBroker({ nodes: 2 });
    broker.createTopic('t', { assignment: [[0, 1]] });
    const first = await client(broker);
    await produceTo(first, { name: 't' }, 0, batchOf(['a']));
    for (const nodeId of [1, 0, 1, 0]) broker.moveLeader('t', 0, nodeId);
    assert.deepEqual(await endOfEpoch(first, 4), [0, 4, 1]);
    assert.deepEqual(await endOfEpoch(first, 3), [0, 0, 1]);
    assert.deepEqual(await endOfEpoch(first, 0), [0, 0, 1]);
    assert.deepEqual((await fetchAt(first, 1, 4)).errorCode, 0);
    first.close();
  });
});
