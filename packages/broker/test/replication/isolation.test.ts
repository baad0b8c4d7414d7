import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { CreateTopics, ErrorCode, FindCoordinator, Heartbeat, Metadata, OffsetForLeaderEpoch, Produce } from '@k/wire';
import { fetchFrom } from '../support/calls.ts';
import { batchOf, recordsIn } from '../support/records.ts';
import { watch } from '../support/simulated.ts';
import { Cluster, DELAY_MS } from './support.ts';

const { NONE, NOT_LEADER_OR_FOLLOWER, REQUEST_TIMED_OUT } = ErrorCode;
/** broker.session.timeout.ms */
const SESSION_MS = 9_000;

describe('a node that is cut off from the others', () => {
  let cluster: Cluster;
  const start = async (...init: Parameters<typeof Cluster.start>): Promise<void> => {
    cluster = await Cluster.start(...init);
  };
  afterEach(() => cluster.stop());
  const told = async (node: number) => {
    const answer = await cluster.run(cluster.client(node).request(Metadata, 12, { topics: [{ name: 't' }] }));
    const partition = answer.topics[0]?.partitions[0];
    return [partition?.leaderId, partition?.leaderEpoch, partition?.isrNodes, answer.brokers.map(({ nodeId }) => nodeId)]; // prettier-ignore
  };

  it('goes on leading for who reaches it, beside the new leader that the others have', async () => {
    await start();
    await cluster.run(cluster.write('a', -1));
    cluster.broker.isolate(0);
    assert.deepEqual(await cluster.wrote('b', 1, 0), [NONE, 1]);
    assert.deepEqual(await told(1), [0, 0, [0, 1, 2], [0, 1, 2]], 'nobody has found out');
    await cluster.advance(SESSION_MS);
    assert.deepEqual(await told(1), [1, 1, [1, 2], [1, 2]]);
    assert.deepEqual(await told(0), [0, 0, [0, 1, 2], [0, 1, 2]], 'it does not know');
    assert.deepEqual(await cluster.wrote('c', 1, 0), [NONE, 2]);
    assert.deepEqual(await cluster.run(cluster.write('other', -1, 1)), [NONE, 1]);
    assert.deepEqual((await cluster.fetch(0, 0)).records, ['0:a'], 'what is not replicated is not readable');
    assert.deepEqual((await cluster.fetch(0, 1)).records, ['0:a', '1:other']);
    assert.deepEqual(await cluster.latest(0), [NONE, 1]);
  });

  it('knows the leader epoch that it leads in, though nothing was written in it', async () => {
    await start();
    await cluster.run(cluster.write('a', -1));
    cluster.broker.moveLeader('t', 0, 1);
    cluster.broker.isolate(1);
    const topics = [{ topic: 't', partitions: [{ partition: 0, currentLeaderEpoch: 1, leaderEpoch: 1 }] }];
    const answer = await cluster.run(cluster.client(1).request(OffsetForLeaderEpoch, 4, { topics }));
    const { leaderEpoch, endOffset } = answer.topics[0]?.partitions[0] ?? {};
    assert.deepEqual([leaderEpoch, endOffset], [1, 1n]);
  });

  it('lets acks=all wait in vain, before its session ends and after', async () => {
    await start();
    cluster.broker.isolate(0);
    assert.deepEqual(await cluster.run(cluster.write('a', -1, 0)), [REQUEST_TIMED_OUT, 0]);
    await cluster.advance(SESSION_MS);
    assert.deepEqual(await cluster.run(cluster.write('b', -1, 0)), [REQUEST_TIMED_OUT, 1]);
    assert.equal((await cluster.fetch(0, 0)).highWatermark, 0);
  });

  it('does not learn from what waits that another leads', async () => {
    await start();
    const body = { acks: -1, timeoutMs: 2 * SESSION_MS, topicData: [{ name: 't', partitionData: [{ index: 0, records: batchOf(['a']) }] }] }; // prettier-ignore
    const all = watch(cluster.client(0).request(Produce, 9, body));
    await cluster.advance(1);
    cluster.broker.isolate(0);
    await cluster.advance(SESSION_MS);
    assert.deepEqual([cluster.state[0], all.settled], [1, false]);
    const { responses } = await cluster.run(all.promise);
    assert.equal(responses[0]?.partitionResponses[0]?.errorCode, REQUEST_TIMED_OUT);
  });

  it('loses what it took when it is back after its session, and follows', async () => {
    await start();
    const losses = cluster.losses();
    await cluster.run(cluster.write('a', -1));
    cluster.broker.isolate(0);
    await cluster.wrote('lost', 1, 0);
    await cluster.advance(SESSION_MS);
    await cluster.wrote('lost, too', 1, 0);
    await cluster.run(cluster.write('other', -1, 1));
    cluster.broker.rejoin(0);
    assert.deepEqual(await cluster.wrote('x', 1, 0), [NOT_LEADER_OR_FOLLOWER, -1]);
    assert.deepEqual(cluster.state, [1, 1, [1, 2]]);
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual(cluster.state, [1, 1, [0, 1, 2]]);
    assert.deepEqual((await cluster.fetch(0, 0)).records, ['0:a', '1:other']);
    assert.deepEqual(await told(0), [1, 1, [0, 1, 2], [0, 1, 2]]);
    assert.deepEqual(losses, [[1, 3, 1]]);
  });

  it('goes on with what it had when it is elected again without hearing of it', async () => {
    await start();
    await cluster.run(cluster.write('a', -1));
    cluster.broker.isolate(0);
    cluster.broker.moveLeader('t', 0, 1);
    await cluster.wrote('lost', 1, 0);
    await cluster.wrote('lost, too', 1, 0);
    await cluster.wrote('b', 1, 1);
    cluster.broker.moveLeader('t', 0, 0);
    const lost = cluster.losses();
    cluster.broker.rejoin(0);
    assert.deepEqual(lost, [[1, 3, 1]]);
    assert.deepEqual(await cluster.run(cluster.write('c', -1, 0)), [NONE, 1]);
    await cluster.advance(5 * DELAY_MS);
    cluster.broker.moveLeader('t', 0, 1);
    assert.deepEqual((await cluster.fetch()).records, ['0:a', '1:c']);
    assert.deepEqual([cluster.state[0], lost.length], [1, 1]);
  });

  it('loses nothing when it is back in time', async () => {
    await start();
    const losses = cluster.losses();
    await cluster.run(cluster.write('a', -1));
    cluster.broker.isolate(0);
    const all = watch(cluster.write('b', -1, 0));
    await cluster.advance(500);
    assert.equal(all.settled, false);
    cluster.broker.rejoin(0);
    assert.deepEqual(await cluster.run(all.promise), [NONE, 1]);
    assert.deepEqual(cluster.state, [0, 0, [0, 1, 2]]);
    await cluster.advance(SESSION_MS);
    assert.deepEqual(cluster.state, [0, 0, [0, 1, 2]]);
    assert.deepEqual(await cluster.run(cluster.write('c', -1, 0)), [NONE, 2]);
    assert.deepEqual((await cluster.fetch()).records, ['0:a', '1:b', '2:c']);
    assert.deepEqual(losses, []);
  });

  it('remembers producers that wrote to it when it is back in time', async () => {
    await start();
    cluster.broker.isolate(0);
    const write = async (): Promise<number> => Number((await cluster.run(cluster.idempotent(0, 0))).baseOffset);
    assert.equal(await write(), 0);
    cluster.broker.rejoin(0);
    await cluster.wrote('other');
    assert.equal(await write(), 0, 'it is a duplicate');
  });

  it('loses nothing of a partition that nobody else has', async () => {
    await start({}, {}, [0]);
    const losses = cluster.losses();
    await cluster.wrote('a');
    cluster.broker.isolate(0);
    assert.deepEqual(await cluster.wrote('b', -1, 0), [NONE, 1], 'it is the only one in sync');
    await cluster.advance(SESSION_MS);
    assert.deepEqual(cluster.state, [-1, 1, []]);
    assert.deepEqual(await cluster.wrote('c', -1, 0), [NONE, 2]);
    cluster.broker.rejoin(0);
    assert.deepEqual(cluster.state, [0, 2, [0]]);
    assert.deepEqual((await cluster.fetch()).records, ['0:a', '1:b', '2:c']);
    assert.deepEqual(losses, []);
  });

  it('brings what it took when it crashes and is elected uncleanly', async () => {
    await start({}, { 'unclean.leader.election.enable': 'true' }, [0, 1]);
    const losses = cluster.losses();
    await cluster.run(cluster.write('both', -1));
    cluster.broker.isolate(0);
    await cluster.wrote('only 0', 1, 0);
    await cluster.advance(SESSION_MS);
    await cluster.wrote('only 0, too', 1, 0);
    await cluster.wrote('only 1', 1, 1);
    await cluster.run(cluster.broker.crash(0));
    await cluster.run(cluster.broker.stop(1));
    await cluster.run(cluster.broker.start(0));
    await cluster.reconnect(0);
    assert.equal(cluster.state[0], 0);
    assert.deepEqual((await cluster.fetch()).records, ['0:both', '1:only 0', '2:only 0, too']);
    assert.deepEqual(losses, [
      [1, 3, 1],
      [1, 2, 2],
    ]);
  });

  it('loses what it took while nobody led when another one leads in the end', async () => {
    await start({}, { 'unclean.leader.election.enable': 'true' }, [0, 1]);
    await cluster.run(cluster.write('both', -1));
    await cluster.run(cluster.broker.stop(1));
    const losses = cluster.losses();
    cluster.broker.isolate(0);
    await cluster.wrote('only 0', 1, 0);
    await cluster.advance(SESSION_MS);
    assert.equal(cluster.state[0], -1);
    await cluster.run(cluster.broker.crash(0));
    assert.deepEqual(losses, [], 'it may lead again');
    await cluster.run(cluster.broker.start(1));
    assert.equal(cluster.state[0], 1);
    assert.deepEqual(losses, [[1, 2, 2]]);
  });

  it('follows nobody, and is out of sync when its session ends', async () => {
    await start();
    cluster.broker.isolate(2);
    assert.deepEqual(await cluster.run(cluster.write('a', -1)), [REQUEST_TIMED_OUT, 0]);
    await cluster.advance(SESSION_MS - 1_000);
    assert.deepEqual(cluster.state, [0, 0, [0, 1]]);
    assert.deepEqual(await cluster.run(cluster.write('b', -1)), [NONE, 1]);
    assert.deepEqual((await cluster.fetch(0, 2)).records, []);
    assert.deepEqual(await told(2), [0, 0, [0, 1, 2], [0, 1, 2]]);
    cluster.broker.rejoin(2);
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual(
      [cluster.state[2], (await cluster.fetch(0, 2)).records],
      [
        [0, 1, 2],
        ['0:a', '1:b'],
      ],
    );
  });

  it('wakes who waits for its records', async () => {
    await start({}, {}, [0]);
    const early = watch(fetchFrom(await cluster.simulated.client(0), 't', 0, 0, { maxWaitMs: 60_000 }));
    await cluster.advance(1);
    cluster.broker.isolate(0);
    await cluster.wrote('a', 1, 0);
    assert.deepEqual(recordsIn((await cluster.run(early.promise)).records), ['0:a']);
    const late = watch(fetchFrom(await cluster.simulated.client(0), 't', 0, 1, { maxWaitMs: 60_000 }));
    await cluster.advance(1);
    cluster.broker.rejoin(0);
    await cluster.wrote('b', 1, 0);
    assert.deepEqual(recordsIn((await cluster.run(late.promise)).records), ['1:b']);
  });

  it('has what is for the controller wait, and coordinates nothing', async () => {
    await start();
    cluster.broker.isolate(0);
    const body = { topics: [{ name: 'new', numPartitions: 1, replicationFactor: 1 }], timeoutMs: 1_000 };
    const making = watch((await cluster.simulated.client(0)).request(CreateTopics, 7, body));
    await cluster.run(cluster.client(0).request(Metadata, 12, { topics: [{ name: 'auto' }] }));
    await cluster.advance(SESSION_MS);
    assert.deepEqual([making.settled, cluster.broker.topicNames], [false, ['t']]);
    // Those whose coordinator it was have another one, as the others know.
    const keys = Array.from({ length: 10 }, (_, i) => `group-${String(i)}`);
    const coordinators = async (node: number): Promise<number[]> => {
      const answer = await cluster.run(cluster.client(node).request(FindCoordinator, 4, { coordinatorKeys: keys }));
      return answer.coordinators.map(({ nodeId }) => nodeId);
    };
    const [own, others] = [await coordinators(0), await coordinators(1)];
    assert.deepEqual([own.includes(0), others.includes(0)], [true, false]);
    const groupId = keys[own.indexOf(0)] as string;
    const beat = { groupId, generationId: 1, memberId: 'm' };
    const { errorCode } = await cluster.run(cluster.client(0).request(Heartbeat, 4, beat));
    assert.equal(errorCode, ErrorCode.COORDINATOR_NOT_AVAILABLE);
    cluster.broker.rejoin(0);
    assert.equal((await cluster.run(making.promise)).topics[0]?.errorCode, NONE);
    assert.deepEqual(cluster.broker.topicNames, ['t', 'new']);
  });

  it('knows nothing of topics that are made or deleted meanwhile', async () => {
    await start();
    cluster.broker.isolate(0);
    cluster.broker.deleteTopic('t');
    cluster.broker.createTopic('u');
    const names = async (node: number): Promise<unknown[]> => {
      const answer = await cluster.run(cluster.client(node).request(Metadata, 12, { topics: null }));
      return answer.topics.map(({ name }) => name);
    };
    assert.deepEqual([await names(0), await names(1)], [['t'], ['u']]);
    assert.deepEqual(await cluster.wrote('x', 1, 0), [NONE, 0]);
    cluster.broker.rejoin(0);
    assert.deepEqual(await names(0), ['u']);
  });
});
