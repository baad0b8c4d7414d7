import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, Fetch, type FetchRequest, type FetchResponse, type MessageInit } from '@k/wire';
import { FetchSession } from '../../src/fetch/fetch-session.ts';
import { createBroker } from '../../src/index.ts';
import { Partition, type PartitionTopic } from '../../src/state/partition.ts';
import { produceTo } from '../support/calls.ts';
import { seen } from '../support/events.ts';
import { RawClient } from '../support/raw-client.ts';
import { inStep } from '../support/replication.ts';
import { batchOf, recordsIn } from '../support/records.ts';
import { Simulated, watch } from '../support/simulated.ts';
import { READ_COMMITTED, TransactionalClient } from '../transaction/support.ts';

const HOUR = 3_600_000;

/** [partition, offset] of a topic t. */
function bodyOf(partitions: readonly (readonly [number, number])[], more: MessageInit<FetchRequest> = {}) {
  const entries = partitions.map(([partition, fetchOffset]) => ({ partition, fetchOffset, partitionMaxBytes: 1_000_000 })); // prettier-ignore
  const topics = entries.length === 0 ? [] : [{ topic: 't', partitions: entries }];
  return { maxWaitMs: 0, minBytes: 1, maxBytes: 1_000_000, topics, ...more };
}

/** 'partition error record,record' of each partition that was answered. */
function told({ responses }: FetchResponse): string[] {
  return responses.flatMap(
    ({ partitions }) =>
    partitions.map((each) => `${String(each.partitionIndex)} ${String(each.errorCode)} ${recordsIn(each.records).join()}`.trim()), // prettier-ignore
  );
}

const range = (count: number): [number, number][] => Array.from({ length: count }, (_, partition) => [partition, 0]);

describe('fetch sessions', () => {
  it('look at what changed, however many partitions they have', () => {
    const session = new FetchSession({ version: 12, isPrivileged: false, nowMs: 0 });
    session.update(Fetch.request.decode(12, Fetch.request.encode(12, bodyOf(range(1000)))), 0);
    session.hold();
    const settings = {} as ReturnType<PartitionTopic['settingsAt']>;
    const partitions = session.takeNews().map((asked) => {
      const topic = { name: 't', topicId: '', settingsAt: () => settings };
      const partition = new Partition(topic, asked.index, { replicas: [0], leaderId: 0, terms: inStep() });
      session.locate(asked, partition);
      return partition;
    });
    assert.deepEqual([session.size, session.takeNews()], [1000, []]);
    for (const index of [700, 3, 700]) partitions[index]?.changed();
    assert.deepEqual(session.takeNews().map(({ index }) => index), [3, 700]); // prettier-ignore
    assert.deepEqual(session.takeNews(), []);
    // Nobody is left who wants to know.
    session.release();
    partitions[5]?.changed();
    assert.deepEqual(session.takeNews(), []);
  });

  it('wake a request that waits by the one partition that changed, and tells that one only', async () => {
    const sim = await Simulated.start();
    sim.broker.createTopic('t', { partitions: 100 });
    const client = await sim.client();
    const producer = await sim.client();
    const { sessionId } = await sim.run(client.request(Fetch, 12, bodyOf(range(100), { sessionId: 0, sessionEpoch: 0 }))); // prettier-ignore
    const waiting = watch(client.request(Fetch, 12, bodyOf([], { sessionId, sessionEpoch: 1, maxWaitMs: HOUR })));
    await sim.clock.advance(HOUR - 1000);
    assert.equal(waiting.settled, false);
    await sim.run(produceTo(producer, { name: 't' }, 71, batchOf(['x'])));
    assert.deepEqual(told(await sim.run(waiting.promise)), ['71 0 0:x']);
    const idle = watch(client.request(Fetch, 12, bodyOf([[71, 1]], { sessionId, sessionEpoch: 2, maxWaitMs: 500 })));
    await sim.clock.advance(499);
    assert.equal(idle.settled, false);
    assert.deepEqual(told(await sim.run(idle.promise)), []);
    await sim.stop();
  });

  it('miss nothing that happens between their reading and their waiting', async () => {
    const sim = await Simulated.start();
    sim.broker.createTopic('t');
    const client = await sim.client();
    const { sessionId } = await sim.run(client.request(Fetch, 12, bodyOf([[0, 0]], { sessionId: 0, sessionEpoch: 0 })));
    sim.broker.observe(({ type }) => {
      // The request is read in the same step, and waits in a later one.
      if (type === 'request') queueMicrotask(() => sim.broker.deleteTopic('t'));
    });
    const since = sim.clock.now();
    const answer = await sim.run(
      client.request(Fetch, 12, bodyOf([], { sessionId, sessionEpoch: 1, maxWaitMs: HOUR })),
    );
    assert.deepEqual([told(answer), sim.clock.now() - since < HOUR], [[`0 ${String(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)}`], true]); // prettier-ignore
    await sim.stop();
  });

  it('count the bytes of all partitions, those that had some already too', async () => {
    const sim = await Simulated.start();
    sim.broker.createTopic('t', { partitions: 3 });
    const client = await sim.client();
    const producer = await sim.client();
    const append = (partition: number) => sim.run(produceTo(producer, { name: 't' }, partition, batchOf(['x'])));
    const { sessionId } = await sim.run(client.request(Fetch, 12, bodyOf(range(3), { sessionId: 0, sessionEpoch: 0 })));
    await append(0);
    const minBytes = 3 * batchOf(['x']).length;
    const waiting = watch(client.request(Fetch, 12, bodyOf([], { sessionId, sessionEpoch: 1, maxWaitMs: HOUR, minBytes }))); // prettier-ignore
    await append(1);
    assert.equal(waiting.settled, false);
    await append(1);
    assert.deepEqual(told(await sim.run(waiting.promise)), ['0 0 0:x', '1 0 0:x,1:x']);
    await sim.stop();
  });

  it('answer an hour of waiting with nothing, and goes on', async () => {
    const sim = await Simulated.start();
    sim.broker.createTopic('t');
    const client = await sim.client();
    const { sessionId } = await sim.run(client.request(Fetch, 12, bodyOf([[0, 0]], { sessionId: 0, sessionEpoch: 0 })));
    for (let sessionEpoch = 1; sessionEpoch < 100; sessionEpoch++) {
      const answer = await sim.run(client.request(Fetch, 12, bodyOf([], { sessionId, sessionEpoch, maxWaitMs: HOUR })));
      assert.deepEqual([answer.errorCode, answer.sessionId, told(answer)], [0, sessionId, []]);
    }
    await sim.stop();
  });

  it('tell a request that was overtaken on another connection that its epoch is over', async () => {
    await using broker = await createBroker();
    broker.createTopic('t', { partitions: 2 });
    const [first, second] = [await RawClient.tcp(broker.bootstrapServers[0] as string), await RawClient.tcp(broker.bootstrapServers[0] as string)]; // prettier-ignore
    for (const value of ['a', 'b']) await produceTo(first, { name: 't' }, 1, batchOf([value]));
    const { sessionId } = await first.request(Fetch, 12, bodyOf([[0, 0], [1, 2]], { sessionId: 0, sessionEpoch: 0 })); // prettier-ignore
    const taken = seen(broker, 'Fetch');
    const waiting = first.request(Fetch, 12, bodyOf([], { sessionId, sessionEpoch: 1, maxWaitMs: 60_000 }));
    await taken;
    assert.equal((await second.request(Fetch, 12, bodyOf([], { sessionId, sessionEpoch: 2 }))).errorCode, 0);
    broker.truncateBefore('t', 1, 1);
    await produceTo(second, { name: 't' }, 0, batchOf(['x']));
    const overtaken = await waiting;
    assert.deepEqual([overtaken.errorCode, overtaken.sessionId, told(overtaken)], [ErrorCode.INVALID_FETCH_SESSION_EPOCH, sessionId, []]); // prettier-ignore
    // What it would have had is not lost.
    assert.deepEqual(told(await second.request(Fetch, 12, bodyOf([], { sessionId, sessionEpoch: 3 }))), [
      '0 0 0:x',
      '1 0',
    ]);
    first.close();
    second.close();
  });

  it('are of one node, and lost when it restarts or is told to forget them; what waits is answered still', async () => {
    await using broker = await createBroker({ nodes: 2 });
    broker.createTopic('t', { assignment: [[0, 1]] });
    const [address, other] = broker.bootstrapServers as [string, string];
    const make = async (client: RawClient): Promise<number> =>
      (await client.request(Fetch, 12, bodyOf([[0, 0]], { sessionId: 0, sessionEpoch: 0 }))).sessionId;
    const goOn = async (client: RawClient, sessionId: number, sessionEpoch: number): Promise<number> =>
      (await client.request(Fetch, 12, bodyOf([], { sessionId, sessionEpoch }))).errorCode;
    const client = await RawClient.tcp(address);
    const stranger = await RawClient.tcp(other);
    const id = await make(client);
    assert.equal(await goOn(client, id, 1), 0);
    assert.equal(await goOn(stranger, id, 2), ErrorCode.FETCH_SESSION_ID_NOT_FOUND);

    const taken = seen(broker, 'Fetch');
    const waiting = client.request(Fetch, 12, bodyOf([], { sessionId: id, sessionEpoch: 2, maxWaitMs: 60_000 }));
    await taken;
    broker.forgetFetchSessions(1);
    broker.forgetFetchSessions(0);
    const producer = await RawClient.tcp(address);
    await produceTo(producer, { name: 't' }, 0, batchOf(['x']));
    assert.deepEqual(told(await waiting), ['0 0 0:x']);
    assert.equal(await goOn(client, id, 3), ErrorCode.FETCH_SESSION_ID_NOT_FOUND);

    const before = await make(client);
    await broker.restart(0);
    assert.equal(await goOn(await RawClient.tcp(address), before, 1), ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
    producer.close();
    stranger.close();
  });

  it('are not given where there is no room for them', async () => {
    await using broker = await createBroker({ maxIncrementalFetchSessionCacheSlots: 1 });
    broker.createTopic('t');
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const make = () => client.request(Fetch, 12, bodyOf([[0, 0]], { sessionId: 0, sessionEpoch: 0 }));
    assert.notEqual((await make()).sessionId, 0);
    const without = await make();
    assert.deepEqual([without.sessionId, told(without)], [0, ['0 0']]);
    client.close();
  });

  it('tell what a change of isolation level brings', async () => {
    await using broker = await createBroker();
    broker.createTopic('t', { partitions: 2 });
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const producer = new TransactionalClient(client, 'p');
    await producer.init();
    assert.equal(await producer.produce('t', ['open']), 0);
    const committed = { isolationLevel: READ_COMMITTED };
    const { sessionId } = await client.request(Fetch, 12, bodyOf(range(2), { sessionId: 0, sessionEpoch: 0, ...committed })); // prettier-ignore
    const next = async (sessionEpoch: number, terms: object) =>
      told(await client.request(Fetch, 12, bodyOf([], { sessionId, sessionEpoch, ...terms })));
    assert.deepEqual(await next(1, committed), []);
    assert.deepEqual(await next(2, {}), ['0 0 0:open']);
    assert.deepEqual(await next(3, committed), []);
    await producer.end(true);
    assert.equal((await next(4, committed)).length, 1);
    client.close();
  });

  it('tell that the log begins later, and who leads no more', async () => {
    await using broker = await createBroker({ nodes: 2 });
    broker.createTopic('t', { assignment: [[0, 1], [0, 1]] }); // prettier-ignore
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    for (const value of ['a', 'b']) await produceTo(client, { name: 't' }, 0, batchOf([value]));
    const { sessionId } = await client.request(Fetch, 10, bodyOf([[0, 2], [1, 0]], { sessionId: 0, sessionEpoch: 0 })); // prettier-ignore
    broker.truncateBefore('t', 0, 1);
    const moved = await client.request(Fetch, 10, bodyOf([], { sessionId, sessionEpoch: 1, maxWaitMs: 1 }));
    assert.deepEqual(moved.responses[0]?.partitions.map(({ logStartOffset }) => logStartOffset), [1n]); // prettier-ignore
    broker.moveLeader('t', 1, 1);
    const notLeader = [`1 ${String(ErrorCode.NOT_LEADER_OR_FOLLOWER)}`];
    assert.deepEqual(told(await client.request(Fetch, 10, bodyOf([], { sessionId, sessionEpoch: 2 }))), notLeader);
    assert.deepEqual(told(await client.request(Fetch, 10, bodyOf([], { sessionId, sessionEpoch: 3 }))), notLeader);
    broker.moveLeader('t', 1, 0);
    assert.deepEqual(told(await client.request(Fetch, 10, bodyOf([], { sessionId, sessionEpoch: 4 }))), ['1 0']);
    client.close();
  });
});
