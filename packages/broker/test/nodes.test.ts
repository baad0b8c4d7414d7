import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, Fetch, FindCoordinator, Heartbeat, Metadata, Produce } from '@k/wire';
import { MemoryNetwork, seededRandom, VirtualClock } from '@k/runtime';
import { createBroker } from '../src/index.ts';
import { batchOf, recordsIn } from './support/records.ts';
import { fetchBody, fetchFrom, listOffset, produceTo } from './support/calls.ts';
import { RawClient } from './support/raw-client.ts';

describe('several nodes', () => {
  it('sends clients to the leader, and names it with its address from Produce 10 and Fetch 16 on (KIP-951)', async () => {
    await using broker = await createBroker({ nodes: 2 });
    const { topicId } = broker.createTopic('t', { assignment: [[1]] });
    const wrong = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const old = await produceTo(wrong, { name: 't' }, 0, batchOf(['x']), { version: 9 });
    assert.deepEqual([old.errorCode, old.currentLeader.leaderId], [ErrorCode.NOT_LEADER_OR_FOLLOWER, -1]);
    const response = await wrong.request(Produce, 10, {
      acks: -1,
      topicData: [{ name: 't', partitionData: [{ index: 0, records: batchOf(['x']) }] }],
    });
    assert.equal(response.responses[0]?.partitionResponses[0]?.currentLeader.leaderId, 1);
    const address = response.nodeEndpoints.map(({ nodeId, host, port }) => [nodeId, `${host}:${String(port)}`]);
    assert.deepEqual(address, [[1, broker.bootstrapServers[1]]]);
    const body = fetchBody('', 0, 0);
    const unhinted = await wrong.request(Fetch, 15, { ...body, topics: [{ ...body.topics?.[0], topicId }] });
    const refused = unhinted.responses[0]?.partitions[0];
    assert.deepEqual([refused?.errorCode, refused?.currentLeader.leaderId], [ErrorCode.NOT_LEADER_OR_FOLLOWER, -1]);
    const fetched = await wrong.request(Fetch, 16, { ...body, topics: [{ ...body.topics?.[0], topicId }] });
    assert.equal(fetched.responses[0]?.partitions[0]?.errorCode, ErrorCode.NOT_LEADER_OR_FOLLOWER);
    assert.equal(fetched.responses[0].partitions[0].currentLeader.leaderId, 1);
    assert.deepEqual(
      fetched.nodeEndpoints.map(({ nodeId }) => nodeId),
      [1],
    );
    assert.equal((await listOffset(wrong, 't', 0, -1)).errorCode, ErrorCode.NOT_LEADER_OR_FOLLOWER);
    const right = await RawClient.tcp(broker.bootstrapServers[1] as string);
    assert.equal((await produceTo(right, { name: 't' }, 0, batchOf(['x']))).errorCode, 0);
  });

  it('moves leadership and counts the epoch up when a node stops; the data is still there', async () => {
    await using broker = await createBroker({ nodes: 2 });
    broker.createTopic('t', { assignment: [[0, 1]] });
    broker.createTopic('orphan', { assignment: [[0]] });
    const first = await RawClient.tcp(broker.bootstrapServers[0] as string);
    await produceTo(first, { name: 't' }, 0, batchOf(['before']));
    await broker.stop(0);
    await first.closed;
    await assert.rejects(RawClient.tcp(broker.bootstrapServers[0] as string), /ECONNREFUSED/);
    const second = await RawClient.tcp(broker.bootstrapServers[1] as string);
    const down = await second.request(Metadata, 12, { topics: [{ name: 't' }, { name: 'orphan' }] });
    assert.deepEqual(
      down.brokers.map(({ nodeId }) => nodeId),
      [1],
    );
    assert.equal(down.controllerId, 1);
    const [moved, orphan] = down.topics.flatMap(({ partitions }) => partitions);
    assert.deepEqual(
      [moved?.errorCode, moved?.leaderId, moved?.leaderEpoch, moved?.isrNodes, moved?.offlineReplicas],
      [0, 1, 1, [1], [0]],
    );
    assert.deepEqual([orphan?.errorCode, orphan?.leaderId], [ErrorCode.LEADER_NOT_AVAILABLE, -1]);
    await produceTo(second, { name: 't' }, 0, batchOf(['after']));
    assert.deepEqual(recordsIn((await fetchFrom(second, 't', 0, 0)).records), ['0:before', '1:after']);
    assert.deepEqual(broker.log('t', 0).epochs, [
      { epoch: 0, startOffset: 0 },
      { epoch: 1, startOffset: 1 },
    ]);
    assert.equal((await fetchFrom(second, 't', 0, 0, { epoch: 0 })).errorCode, ErrorCode.FENCED_LEADER_EPOCH);
    assert.equal((await fetchFrom(second, 't', 0, 0, { epoch: 2 })).errorCode, ErrorCode.UNKNOWN_LEADER_EPOCH);
    assert.equal((await fetchFrom(second, 't', 0, 0, { epoch: 1 })).errorCode, 0);
    await broker.start(0);
    const [kept, taken] = ['t', 'orphan'].flatMap((name) => broker.topic(name)?.partitions ?? []);
    assert.deepEqual([kept?.leaderId, kept?.isr], [1, [0, 1]], 'the leader stays where it is');
    assert.deepEqual([taken?.leaderId, taken?.leaderEpoch], [0, 2]);
  });

  it('wakes a parked fetch when leadership moves', async () => {
    await using broker = await createBroker({ nodes: 2 });
    broker.createTopic('t', { assignment: [[0, 1]] });
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const taken = new Promise((resolve) => broker.observe((event) => event.type === 'request' && resolve(event)));
    const waiting = fetchFrom(client, 't', 0, 0, { maxWaitMs: 60_000, epoch: 0 });
    await taken;
    broker.moveLeader('t', 0, 1);
    assert.equal((await waiting).errorCode, ErrorCode.FENCED_LEADER_EPOCH);
    const { responses } = await client.request(Fetch, 8, fetchBody('t', 0, 0));
    assert.equal(responses[0]?.partitions[0]?.errorCode, ErrorCode.NOT_LEADER_OR_FOLLOWER);
  });

  it('refuses acks all when too few replicas are in sync', async () => {
    await using broker = await createBroker({ nodes: 2 });
    broker.createTopic('t', { assignment: [[1, 0]], config: { 'min.insync.replicas': '2' } });
    const client = await RawClient.tcp(broker.bootstrapServers[1] as string);
    assert.equal((await produceTo(client, { name: 't' }, 0, batchOf(['x']))).errorCode, 0);
    await broker.stop(0);
    assert.equal((await produceTo(client, { name: 't' }, 0, batchOf(['x']))).errorCode, ErrorCode.NOT_ENOUGH_REPLICAS);
    assert.equal((await produceTo(client, { name: 't' }, 0, batchOf(['x']), { acks: 1 })).errorCode, 0);
  });

  it('spreads groups over the nodes and moves them when theirs stops', async () => {
    await using broker = await createBroker({ nodes: 3 });
    const clients = await Promise.all(broker.bootstrapServers.map((address) => RawClient.tcp(address)));
    const coordinatorKeys = Array.from({ length: 20 }, (_, i) => `group-${String(i)}`);
    const any = clients[0] as RawClient;
    const { coordinators } = await any.request(FindCoordinator, 4, { coordinatorKeys });
    assert.equal(new Set(coordinators.map(({ nodeId }) => nodeId)).size, 3);
    const { key, nodeId } = coordinators.find((entry) => entry.nodeId === 1) ?? { key: '', nodeId: -1 };
    assert.equal(nodeId, 1);
    const ask = async (client: RawClient | undefined): Promise<number | undefined> =>
      (await client?.request(Heartbeat, 4, { groupId: key, generationId: 1, memberId: 'm' }))?.errorCode;
    assert.equal(await ask(clients[0]), ErrorCode.NOT_COORDINATOR);
    assert.equal(await ask(clients[1]), ErrorCode.UNKNOWN_MEMBER_ID);
    await broker.stop(1);
    const moved = await any.request(FindCoordinator, 4, { coordinatorKeys: [key] });
    assert.equal(moved.coordinators[0]?.nodeId, 2);
    assert.equal(await ask(clients[2]), ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('comes back on the same ports with the same data', async () => {
    await using broker = await createBroker({ nodes: 2 });
    broker.createTopic('t', { assignment: [[1]] });
    const addresses = broker.bootstrapServers;
    const client = await RawClient.tcp(addresses[1] as string);
    await produceTo(client, { name: 't' }, 0, batchOf(['kept']));
    await broker.restart();
    await client.closed;
    assert.deepEqual(broker.bootstrapServers, addresses);
    const again = await RawClient.tcp(addresses[1] as string);
    assert.deepEqual(recordsIn((await fetchFrom(again, 't', 0, 0)).records), ['0:kept']);
    await broker.close();
    await broker.close();
    await assert.rejects(broker.start(), /closed/);
    assert.deepEqual(broker.connections, []);
  });

  it('leaves nothing behind when a port is taken', async () => {
    await using real = await createBroker();
    await assert.rejects(createBroker({ port: Number(real.bootstrapServers[0]?.split(':')[1]) }), {
      code: 'EADDRINUSE',
    });
    const clock = new VirtualClock();
    const network = new MemoryNetwork({ clock, random: seededRandom(1) });
    await using taken = await createBroker({ network, clock, port: 5001 });
    await assert.rejects(createBroker({ network, clock, port: 5000, nodes: 2 }), { code: 'EADDRINUSE' });
    await assert.rejects(clock.runUntil(RawClient.memory(network, '127.0.0.1:5000')), /ECONNREFUSED/);
    assert.deepEqual(taken.liveNodeIds, [0]);
  });

  it('says which options are wrong', async () => {
    await assert.rejects(createBroker({ nodes: 0 }), /nodes/);
    // @ts-expect-error no such option
    await assert.rejects(createBroker({ partitions: 3 }), /partitions/);
  });
});
