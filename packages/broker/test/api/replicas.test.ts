import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  AlterPartitionReassignments,
  AlterReplicaLogDirs,
  DescribeLogDirs,
  DescribeTopicPartitions,
  ElectLeaders,
  ErrorCode,
  ListPartitionReassignments,
  Metadata,
} from '@k/wire';
import type { BrokerOptions } from '../../src/index.ts';
import { produceTo } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';

const { NONE, ELECTION_NOT_NEEDED, ELIGIBLE_LEADERS_NOT_AVAILABLE, PREFERRED_LEADER_NOT_AVAILABLE } = ErrorCode;
const { INVALID_REPLICATION_FACTOR, NO_REASSIGNMENT_IN_PROGRESS, INVALID_REPLICA_ASSIGNMENT, NOT_CONTROLLER } =
  ErrorCode;

/** What takes several nodes; the rest is compared with a real Kafka in golden/cluster-probes.ts. */
describe('replicas', () => {
  let simulated: Simulated;
  let client: RawClient;
  const start = async (options: BrokerOptions = {}): Promise<void> => {
    simulated = await Simulated.start({ nodes: 4, ...options });
    client = await simulated.client();
  };
  beforeEach(() => start());
  afterEach(() => simulated.stop());

  const again = async (options: BrokerOptions): Promise<void> => {
    await simulated.stop();
    await start(options);
  };
  const stopNode = (id: number): Promise<void> => simulated.run(simulated.broker.stop(id));
  const startNode = (id: number): Promise<void> => simulated.run(simulated.broker.start(id));
  const topic = (...assignment: number[][]): void => {
    // Its records are older than retention would have them.
    simulated.broker.createTopic('t', { assignment, config: { 'retention.ms': -1 } });
  };
  /** Leader, leader epoch, replicas, ISR of a partition. */
  const state = (partition = 0): unknown[] => {
    const found = simulated.broker.topic('t')?.partitions[partition];
    return [found?.leaderId, found?.leaderEpoch, found?.replicas, found?.isr];
  };

  async function elect(electionType: number, partitions: number[] | null = [0], through = client) {
    const topicPartitions = partitions === null ? null : [{ topic: 't', partitions }];
    const { errorCode, replicaElectionResults } = await simulated.run(
      through.request(ElectLeaders, 2, { electionType, topicPartitions }),
    );
    const told = replicaElectionResults.flatMap(({ partitionResult }) =>
      partitionResult.map(({ partitionId, errorCode: code }) => [partitionId, code]),
    );
    return errorCode === NONE ? told : errorCode;
  }

  async function reassign(replicas: number[] | null, more: { partition?: number; same?: boolean } = {}) {
    const { partition: partitionIndex = 0, same = false } = more;
    const { errorCode, responses } = await simulated.run(
      client.request(AlterPartitionReassignments, 1, {
        allowReplicationFactorChange: !same,
        topics: [{ name: 't', partitions: [{ partitionIndex, replicas }] }],
      }),
    );
    return errorCode === NONE ? responses[0]?.partitions[0]?.errorCode : errorCode;
  }

  async function ongoing() {
    const { topics } = await simulated.run(client.request(ListPartitionReassignments, 0, { topics: null }));
    return topics.flatMap(({ partitions }) =>
      partitions.map(({ partitionIndex, replicas, addingReplicas, removingReplicas }) => [
        partitionIndex,
        replicas,
        addingReplicas,
        removingReplicas,
      ]),
    );
  }

  it('have the preferred one lead again when that is asked for, and not by themselves', async () => {
    topic([0, 1], [1, 0]);
    client = await simulated.client(1);
    await stopNode(0);
    assert.deepEqual(await elect(0), [[0, PREFERRED_LEADER_NOT_AVAILABLE]]);
    await startNode(0);
    await simulated.clock.advance(3_600_000);
    assert.deepEqual(state(), [1, 1, [0, 1], [0, 1]]);
    assert.deepEqual(await elect(0, null), [[0, NONE]], 'that of partition 1 is right');
    assert.deepEqual(state(), [0, 2, [0, 1], [0, 1]]);
    assert.deepEqual(await elect(0, [0, 1]), [[0, ELECTION_NOT_NEEDED], [1, ELECTION_NOT_NEEDED]]); // prettier-ignore
    simulated.broker.moveLeader('t', 0, 1);
    simulated.broker.holdFollower('t', 0, 0);
    assert.deepEqual(await elect(0), [[0, PREFERRED_LEADER_NOT_AVAILABLE]], 'it is not in sync');
  });

  it('have it lead again by themselves where that is asked for', async () => {
    await again({ autoLeaderRebalance: true, leaderImbalanceCheckIntervalMs: 60_000 });
    topic([0, 1]);
    await stopNode(0);
    await startNode(0);
    assert.deepEqual(state(), [1, 1, [0, 1], [0, 1]]);
    await simulated.clock.advance(60_000);
    assert.deepEqual(state(), [0, 2, [0, 1], [0, 1]]);
    simulated.broker.moveLeader('t', 0, 1);
    await simulated.clock.advance(60_000);
    assert.deepEqual(state(), [0, 4, [0, 1], [0, 1]]);
  });

  it('lead uncleanly where nobody leads, and what they had not copied is lost', async () => {
    topic([1, 2]);
    const leader = await simulated.client(1);
    const write = (value: string) => simulated.run(produceTo(leader, { name: 't' }, 0, batchOf([value]), { acks: 1 }));
    await write('kept');
    simulated.broker.holdFollower('t', 0, 2);
    await write('lost');
    assert.deepEqual(await elect(1), [[0, ELECTION_NOT_NEEDED]]);
    await stopNode(1);
    assert.deepEqual(state(), [-1, 1, [1, 2], []]);
    await stopNode(2);
    assert.deepEqual(await elect(1), [[0, ELIGIBLE_LEADERS_NOT_AVAILABLE]]);
    await startNode(2);
    assert.deepEqual(await elect(0), [[0, PREFERRED_LEADER_NOT_AVAILABLE]]);
    assert.deepEqual(await elect(1), [[0, NONE]]);
    assert.deepEqual(state(), [2, 2, [1, 2], [2]]);
    assert.equal(simulated.broker.log('t', 0).endOffset, 1);
  });

  it('move at once: the new ones are there, the others gone, one of them leads and the epoch counts up', async () => {
    topic([0, 1]);
    await simulated.run(produceTo(client, { name: 't' }, 0, batchOf(['x'])));
    assert.equal(await reassign([2, 1]), NONE);
    assert.deepEqual(state(), [2, 1, [2, 1], [2, 1]]);
    assert.deepEqual(await ongoing(), []);
    const leader = await simulated.client(2);
    const { errorCode, baseOffset } = await simulated.run(produceTo(leader, { name: 't' }, 0, batchOf(['y'])));
    assert.deepEqual([errorCode, Number(baseOffset)], [NONE, 1]);
    assert.equal(await reassign([1, 2]), NONE, 'in another order');
    assert.deepEqual(state(), [2, 1, [1, 2], [1, 2]], 'its leader stays');
    assert.equal(await reassign([2]), NONE);
    assert.deepEqual(state(), [2, 2, [2], [2]]);
  });

  it('are told of side by side while they move, to old and new clients', async () => {
    await again({ replicaCopyMs: 10_000 });
    topic([0, 1]);
    assert.equal(await reassign([2, 0]), NONE);
    assert.deepEqual(state(), [0, 0, [2, 0, 1], [0, 1]]);
    assert.deepEqual(await ongoing(), [[0, [2, 0, 1], [2], [1]]]);
    const { topics } = await simulated.run(client.request(Metadata, 12, { topics: [{ name: 't' }] }));
    assert.deepEqual(topics[0]?.partitions[0]?.replicaNodes, [2, 0, 1]);
    const described = await simulated.run(client.request(DescribeTopicPartitions, 0, { topics: [{ name: 't' }] }));
    assert.deepEqual(described.topics[0]?.partitions[0]?.isrNodes, [0, 1]);
    await simulated.clock.advance(9_999);
    assert.equal((await ongoing()).length, 1);
    await simulated.clock.advance(1);
    assert.deepEqual(await ongoing(), []);
    assert.deepEqual(state(), [0, 1, [2, 0], [2, 0]]);
  });

  it('stay where they were when a move is cancelled', async () => {
    assert.equal(await reassign(null), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    await again({ replicaCopyMs: 10_000 });
    topic([0, 1]);
    assert.equal(await reassign(null), NO_REASSIGNMENT_IN_PROGRESS);
    await reassign([2, 3]);
    assert.equal(await reassign(null), NONE);
    assert.deepEqual(state(), [0, 1, [0, 1], [0, 1]]);
    await simulated.clock.advance(20_000);
    assert.deepEqual(state(), [0, 1, [0, 1], [0, 1]]);
    assert.equal(await reassign(null), NO_REASSIGNMENT_IN_PROGRESS);
    await reassign([2, 3]);
    await stopNode(1);
    simulated.broker.releaseFollower('t', 0, 2);
    simulated.broker.moveLeader('t', 0, 2);
    client = await simulated.client(2);
    await stopNode(0);
    assert.equal(await reassign(null), INVALID_REPLICA_ASSIGNMENT, 'none of those that were there is in sync');
  });

  it('go where the last word says while they move', async () => {
    await again({ replicaCopyMs: 10_000 });
    topic([0, 1]);
    await reassign([2, 1]);
    await simulated.clock.advance(5_000);
    assert.equal(await reassign([2, 3]), NONE);
    assert.deepEqual(await ongoing(), [[0, [2, 3, 0, 1], [2, 3], [0, 1]]]);
    await simulated.clock.advance(5_000);
    assert.deepEqual(state(), [0, 0, [2, 3, 0, 1], [2, 0, 1]], 'one of them is there');
    await simulated.clock.advance(5_000);
    assert.deepEqual(state(), [2, 1, [2, 3], [2, 3]]);
    await reassign([0, 1]);
    assert.equal(await reassign([2, 3]), NONE, 'back to where they are');
    assert.deepEqual([await ongoing(), state()], [[], [2, 2, [2, 3], [2, 3]]]);
  });

  it('wait for nodes that are down, and for a leader to copy from', async () => {
    topic([1]);
    await simulated.run(produceTo(await simulated.client(1), { name: 't' }, 0, batchOf(['x'])));
    await stopNode(2);
    assert.equal(await reassign([2]), NONE);
    assert.deepEqual(state(), [1, 0, [2, 1], [1]]);
    await stopNode(1);
    await startNode(2);
    await simulated.clock.advance(1_000);
    assert.deepEqual(state(), [-1, 1, [2, 1], []], 'it has nothing that it could lead with');
    await startNode(1);
    await simulated.clock.advance(1_000);
    assert.deepEqual(state(), [2, 3, [2], [2]]);
    assert.equal(simulated.broker.log('t', 0).endOffset, 1);
  });

  it('keep their number where they are told to', async () => {
    await again({ replicaCopyMs: 10_000 });
    topic([0, 1]);
    assert.equal(await reassign([2], { same: true }), INVALID_REPLICATION_FACTOR);
    assert.equal(await reassign([1, 2], { same: true }), NONE);
    assert.equal(await reassign([1, 2, 3], { same: true }), INVALID_REPLICATION_FACTOR);
    assert.equal(await reassign([2, 3], { same: true }), NONE, 'those to go do not count');
  });

  it('stop moving with their topic', async () => {
    await again({ replicaCopyMs: 10_000 });
    topic([0, 1]);
    await reassign([2, 3]);
    const { pendingTimers } = simulated.clock;
    simulated.broker.deleteTopic('t');
    assert.equal(simulated.clock.pendingTimers, pendingTimers - 2, 'nobody copies any more');
    topic([0, 1]);
    assert.deepEqual(await ongoing(), []);
    await simulated.clock.advance(20_000);
    assert.deepEqual(state(), [0, 0, [0, 1], [0, 1]]);
  });

  it('are for the controller alone where there is ZooKeeper', async () => {
    await again({ asVersion: '2.8' });
    topic([0, 1]);
    client = await simulated.client(1);
    assert.equal(await elect(0), NOT_CONTROLLER);
    const body = { topics: [{ name: 't', partitions: [{ partitionIndex: 0, replicas: [1] }] }] };
    const altered = await simulated.run(client.request(AlterPartitionReassignments, 0, body));
    assert.deepEqual([altered.errorCode, altered.responses[0]?.partitions[0]?.errorCode], [NOT_CONTROLLER, NOT_CONTROLLER]); // prettier-ignore
    const listed = await simulated.run(client.request(ListPartitionReassignments, 0, { topics: null }));
    assert.equal(listed.errorCode, NOT_CONTROLLER);
    assert.deepEqual(state(), [0, 0, [0, 1], [0, 1]]);
  });

  describe('in log directories', () => {
    const logDirs = ['/disk/a', '/disk/b'];
    /** By directory: partition, bytes, lag, whether it is to be the replica. */
    async function dirs(through = client) {
      const { results } = await simulated.run(through.request(DescribeLogDirs, 4, { topics: null }));
      return results.map(({ logDir, topics }) => [
        logDir,
        topics.flatMap(({ partitions }) =>
          partitions.map((at) => [at.partitionIndex, Number(at.partitionSize), Number(at.offsetLag), at.isFutureKey]),
        ),
      ]);
    }
    async function move(path: string, partition = 0, through = client): Promise<number | undefined> {
      const body = { dirs: [{ path, topics: [{ name: 't', partitions: [partition] }] }] };
      const { results } = await simulated.run(through.request(AlterReplicaLogDirs, 2, body));
      return results[0]?.partitions[0]?.errorCode;
    }
    beforeEach(() => again({ logDirs, replicaCopyMs: 10_000, logDirBytes: 1_000 }));

    it('lie in one after the other, with what there is of the log on that node', async () => {
      topic([0, 1], [0, 1], [1, 0]);
      await simulated.run(produceTo(client, { name: 't' }, 0, batchOf(['x'])));
      const bytes = simulated.broker.log('t', 0).byteLength;
      simulated.broker.holdFollower('t', 0, 1);
      await simulated.run(produceTo(client, { name: 't' }, 0, batchOf(['y', 'z']), { acks: 1 }));
      const all = simulated.broker.log('t', 0).byteLength;
      assert.ok(all > bytes && bytes > 0);
      assert.deepEqual(await dirs(), [['/disk/a', [[0, all, 0, false], [2, 0, 0, false]]], ['/disk/b', [[1, 0, 0, false]]]]); // prettier-ignore
      const other = await simulated.client(1);
      assert.deepEqual((await dirs(other))[0], ['/disk/a', [[0, bytes, 0, false], [2, 0, 0, false]]]); // prettier-ignore
      assert.deepEqual(await dirs(await simulated.client(2)), [['/disk/a', []], ['/disk/b', []]]); // prettier-ignore
      const { results } = await simulated.run(client.request(DescribeLogDirs, 5, { topics: [] }));
      assert.deepEqual(
        results.map(({ totalBytes, usableBytes, topics, isCordoned }) => [Number(totalBytes), Number(usableBytes), topics, isCordoned]),
        [[1_000, 1_000 - all, [], false], [1_000, 1_000, [], false]],
      ); // prettier-ignore
    });

    it('go to another, and are told of twice until they are there', async () => {
      topic([0]);
      await simulated.run(produceTo(client, { name: 't' }, 0, batchOf(['x', 'y'])));
      const { byteLength } = simulated.broker.log('t', 0);
      assert.equal(await move('/disk/b'), NONE);
      assert.deepEqual(await dirs(), [['/disk/a', [[0, byteLength, 0, false]]], ['/disk/b', [[0, 0, 2, true]]]]); // prettier-ignore
      await simulated.clock.advance(9_999);
      assert.equal(await move('/disk/b'), NONE, 'it goes on');
      await simulated.clock.advance(1);
      assert.deepEqual(await dirs(), [
        ['/disk/a', []],
        ['/disk/b', [[0, byteLength, 0, false]]],
      ]);
      await move('/disk/a');
      assert.equal(await move('/disk/b'), NONE, 'it stays after all');
      await simulated.clock.advance(20_000);
      assert.deepEqual(await dirs(), [
        ['/disk/a', []],
        ['/disk/b', [[0, byteLength, 0, false]]],
      ]);
    });

    it('come to the directory that was said before they came', async () => {
      topic([0], [0]);
      const other = await simulated.client(1);
      assert.equal(await move('/disk/b', 0, other), ErrorCode.REPLICA_NOT_AVAILABLE);
      assert.equal(await move('/disk/b', 9, other), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
      assert.equal(await move('/disk/c', 0, other), ErrorCode.LOG_DIR_NOT_FOUND);
      await reassign([1]);
      await simulated.clock.advance(10_000);
      assert.deepEqual(await dirs(other), [['/disk/a', []], ['/disk/b', [[0, 0, 0, false]]]]); // prettier-ignore
    });
  });
});
