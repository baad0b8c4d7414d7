import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { AlterPartitionReassignments, ElectLeaders, ErrorCode } from '@k/wire';
import { Cluster, DELAY_MS } from './support.ts';

const { NONE, PREFERRED_LEADER_NOT_AVAILABLE } = ErrorCode;

describe('replicas with a delay', () => {
  let cluster: Cluster;
  afterEach(() => cluster.stop());

  it('come to other nodes, and are in sync when they have all', async () => {
    cluster = await Cluster.start({}, {}, [0, 1]);
    await cluster.run(cluster.write('a', -1));
    const topics = [{ name: 't', partitions: [{ partitionIndex: 0, replicas: [2, 1] }] }];
    await cluster.run(cluster.client(0).request(AlterPartitionReassignments, 0, { topics }));
    assert.deepEqual(
      [cluster.state, cluster.partition.replicas],
      [
        [0, 0, [1, 0]],
        [2, 1, 0],
      ],
    );
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual(
      [cluster.state[2], cluster.partition.replicas],
      [
        [2, 1],
        [2, 1],
      ],
    );
    assert.deepEqual((await cluster.fetch()).records, ['0:a']);
  });

  it('lead when they are preferred, and in sync', async () => {
    cluster = await Cluster.start({ autoLeaderRebalance: true, leaderImbalanceCheckIntervalMs: 60_000 });
    await cluster.run(cluster.broker.stop(0));
    await cluster.run(cluster.write('a', -1));
    await cluster.run(cluster.broker.start(0));
    const body = { electionType: 0, topicPartitions: [{ topic: 't', partitions: [0] }] };
    const elect = async (): Promise<unknown> => {
      const answer = await cluster.run(cluster.client(1).request(ElectLeaders, 2, body));
      return answer.replicaElectionResults[0]?.partitionResult[0]?.errorCode;
    };
    assert.equal(await elect(), PREFERRED_LEADER_NOT_AVAILABLE);
    await cluster.advance(5 * DELAY_MS);
    assert.deepEqual(cluster.state, [1, 1, [0, 1, 2]]);
    assert.equal(await elect(), NONE);
    assert.deepEqual(cluster.state, [0, 2, [0, 1, 2]]);
    cluster.broker.moveLeader('t', 0, 2);
    await cluster.advance(60_000);
    assert.deepEqual(cluster.state, [0, 4, [0, 1, 2]]);
  });

  it('lead uncleanly where the brokers say so', async () => {
    cluster = await Cluster.start({ configs: { 'unclean.leader.election.enable': true } }, {}, [0, 1]);
    await cluster.run(cluster.broker.stop(1));
    await cluster.wrote('lost');
    await cluster.run(cluster.broker.stop(0));
    assert.equal(cluster.state[0], -1);
    await cluster.run(cluster.broker.start(1));
    assert.deepEqual([cluster.state[0], cluster.state[2], cluster.broker.log('t', 0).endOffset], [1, [1], 0]);
  });

  it('keep what others have not copied, whatever its age', async () => {
    const configs = { 'log.retention.check.interval.ms': 1_000, 'log.initial.task.delay.ms': 0 };
    // The records are of the past.
    cluster = await Cluster.start({ configs }, { 'retention.ms': '1000' });
    cluster.broker.setReplication(2, { fetchDelayMs: 20_000 });
    await cluster.wrote('a');
    await cluster.advance(10_000);
    assert.deepEqual([cluster.broker.log('t', 0).startOffset, cluster.broker.log('t', 0).endOffset], [0, 1]);
    await cluster.advance(30_000);
    assert.deepEqual([cluster.broker.log('t', 0).startOffset, cluster.broker.log('t', 0).endOffset], [1, 1]);
  });

  it('catch up at once when they are not slow any more', async () => {
    cluster = await Cluster.start();
    cluster.broker.setReplication(1, { fetchDelayMs: 0 });
    cluster.broker.setReplication(2, { fetchDelayMs: 60_000 });
    await cluster.wrote('a');
    assert.equal((await cluster.fetch()).highWatermark, 0);
    cluster.broker.setReplication(2, { fetchDelayMs: 0 });
    assert.equal((await cluster.fetch()).highWatermark, 1);
  });

  it('end their timers with their topic, and with the broker', async () => {
    cluster = await Cluster.start();
    const { pendingTimers } = cluster.simulated.clock;
    await cluster.wrote('a');
    cluster.broker.deleteTopic('t');
    assert.equal(cluster.simulated.clock.pendingTimers, pendingTimers);
    cluster.broker.createTopic('t', { assignment: [[0, 1, 2]] });
    await cluster.wrote('a');
    await cluster.run(cluster.broker.crash(2));
    await cluster.run(cluster.broker.close());
    // Connections close by and by.
    await cluster.advance(10);
    assert.equal(cluster.simulated.clock.pendingTimers, 0);
  });
});
