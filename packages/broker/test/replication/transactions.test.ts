import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { hashCode } from '../../src/state/coordinator-node.ts';
import { fetchAll, READ_COMMITTED, TransactionalClient } from '../transaction/support.ts';
import { Cluster, DELAY_MS } from './support.ts';

/** One that the first of three nodes coordinates. */
const ID = ['a', 'b', 'c'].find((id) => hashCode(id) % 3 === 0) as string;

describe('a transaction on replicas that fetch with a delay', () => {
  let cluster: Cluster;
  let producer: TransactionalClient;
  beforeEach(async () => {
    cluster = await Cluster.start();
    producer = new TransactionalClient(cluster.client(0), ID);
    await cluster.run(producer.init());
    assert.equal(await cluster.run(producer.produce('t', ['a'])), 0);
  });
  afterEach(() => cluster.stop());
  const read = (node = cluster.partition.leaderId) => cluster.run(fetchAll(cluster.client(node), 't', READ_COMMITTED));
  const state = (): string | undefined => cluster.broker.transaction(ID)?.state;

  it('has ended when all in-sync replicas know of it; until then its records may not be read', async () => {
    assert.equal(await cluster.run(producer.end(true)), 0);
    assert.equal(cluster.broker.log('t', 0).endOffset, 2);
    const before = await read();
    assert.deepEqual([before.highWatermark, before.lastStableOffset, before.records, state()], [1, 0, [], 'PrepareCommit']); // prettier-ignore
    // A fetch is under way that began before the marker was there.
    await cluster.advance(2 * DELAY_MS);
    const after = await read();
    assert.deepEqual([after.highWatermark, after.lastStableOffset], [2, 2]);
    assert.deepEqual([after.records, state()], [['0:a', '1:commit'], 'CompleteCommit']);
  });

  it('is told again to a leader that did not know', async () => {
    assert.equal(await cluster.run(producer.end(true)), 0);
    cluster.broker.moveLeader('t', 0, 1);
    await cluster.advance(5 * DELAY_MS);
    assert.equal(state(), 'CompleteCommit');
    assert.deepEqual(cluster.broker.log('t', 0).epochs, [
      { epoch: 0, startOffset: 0 },
      { epoch: 1, startOffset: 1 },
    ]);
    // Each of the two fetches answers from one piece of the log.
    assert.deepEqual((await read()).lastStableOffset, 2);
    const marker = await cluster.run(fetchAll(cluster.client(1), 't', READ_COMMITTED, 1));
    assert.deepEqual(marker.records, ['1:commit']);
  });

  it('is told when its partition has a leader again, that crashed or was cut off', async () => {
    cluster.broker.isolate(0);
    cluster.broker.rejoin(0);
    // Of another node, so that the coordinator stays.
    cluster.broker.moveLeader('t', 0, 1);
    await cluster.advance(5 * DELAY_MS);
    await cluster.run(cluster.broker.crash(1));
    assert.equal(await cluster.run(producer.end(false)), 0);
    assert.equal(cluster.broker.log('t', 0).endOffset, 1, 'nobody is there to write it');
    await cluster.advance(9_000);
    await cluster.advance(5 * DELAY_MS);
    assert.equal(state(), 'CompleteAbort');
    const { aborted, lastStableOffset } = await read();
    assert.deepEqual([aborted.length, lastStableOffset], [1, 2]);
  });

  it('of a producer that wrote again to another leader is not taken for a duplicate', async () => {
    // What the old leader alone has of a producer, the new one knows nothing of.
    const idempotent = async (node: number, baseSequence: number): Promise<number[]> => {
      const answer = await cluster.run(cluster.idempotent(node, baseSequence));
      return [answer.errorCode, Number(answer.baseOffset)];
    };
    await cluster.run(producer.end(true));
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual(await idempotent(0, 0), [0, 2]);
    assert.deepEqual(await idempotent(0, 0), [0, 2], 'it is one');
    cluster.broker.moveLeader('t', 0, 1);
    await cluster.wrote('other');
    assert.deepEqual(await idempotent(1, 0), [0, 3]);
    assert.deepEqual(cluster.broker.producers('t', 0).find(({ producerId }) => producerId === 77)?.batches.length, 1);
  });
});
