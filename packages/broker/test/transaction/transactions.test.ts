import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, Fetch, FindCoordinator, ListOffsets } from '@k/wire';
import type { BrokerEvent } from '../../src/index.ts';
import { Simulated } from '../support/simulated.ts';
import { fetchAll, READ_COMMITTED, TransactionalClient } from './support.ts';

describe('transactions', () => {
  for (const protocol of ['v1', 'v2'] as const) {
    it(`go from state to state with protocol ${protocol}, each seen by observers`, async () => {
      const simulated = await Simulated.start();
      const client = await simulated.client();
      const seen: string[] = [];
      simulated.broker.observe((event: BrokerEvent) => {
        if (event.type === 'transaction') seen.push(`${event.to} ${String(event.producerEpoch)}`);
      });
      await simulated.run(
        (async () => {
          simulated.broker.createTopic('t', { partitions: 2 });
          const producer = new TransactionalClient(client, 'id', protocol);
          assert.equal(await producer.init(), 0);
          for (const committed of [true, false]) {
            if (protocol === 'v1') assert.equal(await producer.add('t', [0, 1]), 0);
            assert.equal(await producer.produce('t', ['a']), 0);
            assert.equal(await producer.produce('t', ['b'], 1), 0);
            assert.equal(await producer.end(committed), 0);
          }
        })(),
      );
      const raised = protocol === 'v2' ? 1 : 0;
      assert.deepEqual(seen, [
        'Ongoing 0',
        `PrepareCommit ${String(raised)}`,
        `CompleteCommit ${String(raised)}`,
        `Ongoing ${String(raised)}`,
        `PrepareAbort ${String(2 * raised)}`,
        `CompleteAbort ${String(2 * raised)}`,
      ]);
      const { records, aborted, lastStableOffset } = await simulated.run(fetchAll(client, 't', READ_COMMITTED, 0, 1));
      assert.deepEqual(records, ['0:b', '1:commit', '2:b', '3:abort']);
      assert.deepEqual([aborted, lastStableOffset], [[[0n, 2]], 4]);
      await simulated.stop();
    });
  }

  it('show readers of committed records nothing behind the oldest that is open', async () => {
    const simulated = await Simulated.start();
    const client = await simulated.client();
    simulated.broker.createTopic('t');
    await simulated.run(
      (async () => {
        const [first, second] = ['first', 'second'].map((id) => new TransactionalClient(client, id)) as [
          TransactionalClient,
          TransactionalClient,
        ];
        await first.init();
        await second.init();
        await first.produce('t', ['a']);
        await second.produce('t', ['b']);
        await second.end(false);
        const latest = async (isolationLevel: number, timestamp = -1): Promise<number> => {
          const topics = [{ name: 't', partitions: [{ partitionIndex: 0, timestamp }] }];
          const response = await client.request(ListOffsets, 9, { replicaId: -1, isolationLevel, topics });
          return Number(response.topics[0]?.partitions[0]?.offset);
        };
        assert.deepEqual(await fetchAll(client, 't', READ_COMMITTED), {
          records: [],
          lastStableOffset: 0,
          highWatermark: 3,
          aborted: [],
        });
        assert.deepEqual((await fetchAll(client, 't', 0)).records, ['0:a', '1:b', '2:abort']);
        assert.deepEqual([await latest(READ_COMMITTED), await latest(0)], [0, 3]);
        assert.deepEqual([await latest(READ_COMMITTED, -3), await latest(0, -3)], [-1, 2]);
        await first.end(true);
        const all = await fetchAll(client, 't', READ_COMMITTED);
        assert.deepEqual(all.records, ['0:a', '1:b', '2:abort', '3:commit']);
        assert.deepEqual(all.aborted, [[second.producerId, 1]]);
        assert.deepEqual((await fetchAll(client, 't', READ_COMMITTED, 3)).aborted, []);
        assert.equal(await latest(READ_COMMITTED), 4);
      })(),
    );
    await simulated.stop();
  });

  it('wake a parked reader of committed records when they end, and not before', async () => {
    const simulated = await Simulated.start();
    const client = await simulated.client();
    const reader = await simulated.client();
    simulated.broker.createTopic('t');
    await simulated.run(
      (async () => {
        const producer = new TransactionalClient(client, 'id');
        await producer.init();
        const started = simulated.clock.monotonic();
        const parked = reader.request(Fetch, 12, {
          maxWaitMs: 60_000,
          minBytes: 1,
          maxBytes: 1_000_000,
          isolationLevel: READ_COMMITTED,
          topics: [{ topic: 't', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000_000 }] }],
        });
        await producer.produce('t', ['a']);
        await new Promise<void>((resolve) => void simulated.clock.setTimeout(resolve, 10_000));
        await producer.end(true);
        const response = await parked;
        assert.ok((response.responses[0]?.partitions[0]?.records?.length ?? 0) > 0);
        const waited = simulated.clock.monotonic() - started;
        assert.ok(waited >= 10_000 && waited < 60_000);
      })(),
    );
    await simulated.stop();
  });

  it('are coordinated by the node of their id, and by another when that is down', async () => {
    const simulated = await Simulated.start({ nodes: 3 });
    const { broker } = simulated;
    const { coordinators } = await simulated.run(
      (await simulated.client()).request(FindCoordinator, 4, { keyType: 1, coordinatorKeys: ['a', 'b', 'c'] }),
    );
    assert.equal(new Set(coordinators.map(({ nodeId }) => nodeId)).size, 3);
    const home = coordinators[0]?.nodeId as number;
    broker.createTopic('t', { partitions: 3 });
    const other = new TransactionalClient(await simulated.client((home + 1) % 3), 'a');
    assert.equal(await simulated.run(other.init()), ErrorCode.NOT_COORDINATOR);
    const client = await simulated.client(home);
    const producer = new TransactionalClient(client, 'a');
    assert.equal(await simulated.run(producer.init()), 0);
    assert.equal(await simulated.run(producer.add('t')), 0);
    await simulated.run(broker.stop(home));
    // What was open is open still, with another coordinator.
    assert.equal(broker.transaction('a')?.state, 'Ongoing');
    assert.equal(broker.transaction('a')?.coordinatorId, (home + 1) % 3);
    other.producerId = producer.producerId;
    other.producerEpoch = producer.producerEpoch;
    assert.equal(await simulated.run(other.end(true)), 0);
    assert.equal(broker.transaction('a')?.state, 'CompleteCommit');
    await simulated.stop();
  });

  it('wait with their markers for a partition that has a leader again; the producer is told to come later', async () => {
    const simulated = await Simulated.start({ nodes: 2 });
    const { broker } = simulated;
    const [home, away] = [0, 1].map((step) => (hash('id') + step) % 2) as [number, number];
    broker.createTopic('near', { assignment: [[home]] });
    broker.createTopic('far', { assignment: [[away]] });
    const client = await simulated.client(home);
    const producer = new TransactionalClient(client, 'id');
    assert.equal(await simulated.run(producer.init()), 0);
    const before = { epoch: producer.producerEpoch };
    assert.equal(await simulated.run(producer.add('near')), 0);
    assert.equal(await simulated.run(producer.add('far')), 0);
    assert.equal(await simulated.run(producer.produce('near', ['a'])), 0);
    await simulated.run(broker.stop(away));
    assert.equal(await simulated.run(producer.end(true)), 0);
    assert.equal(broker.transaction('id')?.state, 'PrepareCommit');
    assert.deepEqual(broker.transaction('id')?.partitions, [{ topic: 'far', partition: 0 }]);
    assert.deepEqual((await simulated.run(fetchAll(client, 'near', READ_COMMITTED))).records, ['0:a', '1:commit']);
    // Whatever it asks, and whether it has the answer or not, it has to come again.
    const { CONCURRENT_TRANSACTIONS, INVALID_TXN_STATE, PRODUCER_FENCED } = ErrorCode;
    assert.equal(await simulated.run(producer.add('near')), CONCURRENT_TRANSACTIONS);
    const before890 = simulated.clock.monotonic();
    assert.equal(await simulated.run(producer.produce('near', ['b'])), CONCURRENT_TRANSACTIONS);
    assert.equal(simulated.clock.monotonic() - before890, 100, 'the leader has asked a few times');
    assert.equal(await simulated.run(producer.init()), CONCURRENT_TRANSACTIONS);
    assert.equal(await simulated.run(producer.end(true)), PRODUCER_FENCED);
    // Clients of before are told so in words that they know.
    assert.equal(await simulated.run(producer.produce('near', ['b'], 0, 11)), ErrorCode.NOT_ENOUGH_REPLICAS);
    const offset = producer.commitOffset('id', 'near', 1, {}, 3);
    assert.equal(await simulated.run(offset), ErrorCode.COORDINATOR_NOT_AVAILABLE);
    producer.producerEpoch = before.epoch;
    assert.equal(await simulated.run(producer.end(true)), CONCURRENT_TRANSACTIONS);
    assert.equal(await simulated.run(producer.end(false)), INVALID_TXN_STATE);
    await simulated.run(broker.start(away));
    assert.equal(broker.transaction('id')?.state, 'CompleteCommit');
    assert.equal(broker.log('far', 0).endOffset, 1);
    await simulated.stop();
  });

  it('have a batch that comes while they are ended wait at its leader, and offsets refused', async () => {
    const simulated = await Simulated.start({ nodes: 2 });
    const { broker, clock } = simulated;
    const [home, away] = [0, 1].map((step) => (hash('id') + step) % 2) as [number, number];
    broker.createTopic('near', { assignment: [[home]] });
    broker.createTopic('far', { assignment: [[away]] });
    const producer = new TransactionalClient(await simulated.client(home), 'id');
    await simulated.run(producer.init());
    await simulated.run(producer.add('far'));
    await simulated.run(broker.stop(away));
    await simulated.run(producer.end(true));
    const offset = producer.commitOffset('id', 'near', 1);
    assert.equal(await simulated.run(offset), ErrorCode.CONCURRENT_TRANSACTIONS);
    const asked = clock.monotonic();
    const produced = producer.produce('near', ['b']);
    await clock.advance(30);
    await simulated.run(broker.start(away));
    assert.equal(await simulated.run(produced), 0);
    assert.equal(clock.monotonic() - asked, 40, 'asked for the third time');
    assert.equal(broker.log('near', 0).endOffset, 1);
    await simulated.stop();
  });

  it('go on without a topic that was deleted', async () => {
    const simulated = await Simulated.start();
    const client = await simulated.client();
    for (const name of ['kept', 'deleted']) simulated.broker.createTopic(name);
    const producer = new TransactionalClient(client, 'id');
    await simulated.run(producer.init());
    await simulated.run(producer.produce('kept', ['a']));
    await simulated.run(producer.produce('deleted', ['a']));
    simulated.broker.deleteTopic('deleted');
    assert.equal(await simulated.run(producer.end(true)), 0);
    assert.equal(simulated.broker.transaction('id')?.state, 'CompleteCommit');
    await simulated.stop();
  });
});

/** Where the broker puts an id: Java's String.hashCode. */
function hash(text: string): number {
  return Array.from(text).reduce((sum, char) => (Math.imul(31, sum) + char.charCodeAt(0)) | 0, 0) & 0x7fffffff;
}
