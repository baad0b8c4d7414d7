import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBroker, type Broker } from '@k/broker';
import { ErrorCode, errorFor, Heartbeat, ListOffsets } from '@k/wire';
import { inMemory, onSockets, type Place } from '@k/testing';
import { Cluster } from '../src/index.ts';
import { protocolFailure } from './support/scripted-cluster.ts';

const inMemoryAndPieces = (): Place => inMemory(3, { latencyMs: [0, 5], maxChunkBytes: 50 });

async function endOffset(cluster: Cluster, topic: string, partition: number): Promise<bigint> {
  return cluster.retry(`end offset of ${topic}-${partition}`, async () => {
    const partitions = [{ partitionIndex: partition, timestamp: -1n }];
    const response = await cluster.request({ leader: { topic, partition } }, ListOffsets, {
      replicaId: -1,
      topics: [{ name: topic, partitions }],
    });
    const answer = response.topics[0]?.partitions[0];
    assert.ok(answer);
    if (answer.errorCode !== ErrorCode.NONE) throw errorFor(answer.errorCode, { topic, partition });
    return answer.offset;
  });
}

for (const makePlace of [inMemoryAndPieces, onSockets]) {
  describe(`cluster with @k/broker, ${makePlace().name}`, () => {
    async function withCluster(work: (broker: Broker, cluster: Cluster, place: Place) => Promise<void>): Promise<void> {
      const place = makePlace();
      const broker = await createBroker({ nodes: 3, autoCreateTopics: false, ...place.broker });
      const cluster = new Cluster({ bootstrapServers: broker.bootstrapServers, runtime: place.runtime });
      try {
        await work(broker, cluster, place);
      } finally {
        await place.run(cluster.close());
        await place.run(broker.close());
      }
    }

    it('finds brokers, topics, leaders and coordinators', () =>
      withCluster(async (broker, cluster, { run }) => {
        broker.createTopic('t', { partitions: 6 });
        const [topic] = await run(cluster.loadTopics(['t']));
        assert.equal(topic?.partitions.length, 6);
        assert.equal(cluster.brokers.length, 3);
        assert.equal(cluster.clusterId, broker.clusterId);
        for (const { partition, leaderId } of topic.partitions) {
          assert.equal(leaderId, broker.topic('t')?.partitions[partition]?.leaderId);
          assert.equal(await run(endOffset(cluster, 't', partition)), 0n);
        }
        const coordinator = await run(cluster.coordinator('group', 'g'));
        assert.ok(broker.liveNodeIds.includes(coordinator));
        const beat = { groupId: 'g', memberId: 'nobody', generationId: 1 };
        const { errorCode } = await run(cluster.request({ coordinator: 'group', key: 'g' }, Heartbeat, beat));
        assert.equal(errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
      }));

    it('names a topic that does not exist', () =>
      withCluster(async (_, cluster, { run }) => {
        const error = await run(protocolFailure(cluster.loadTopics(['misspelt'])));
        assert.equal(error.errorName, 'UNKNOWN_TOPIC_OR_PARTITION');
        assert.match(error.message, /misspelt/);
      }));

    it('finds the new leader when one moves, and when a broker stops and comes back', () =>
      withCluster(async (broker, cluster, { run }) => {
        broker.createTopic('t', { assignment: [[0, 1, 2]] });
        await run(endOffset(cluster, 't', 0));
        assert.equal(cluster.leaderOf('t', 0), 0);
        broker.moveLeader('t', 0, 1);
        await run(endOffset(cluster, 't', 0));
        assert.equal(cluster.leaderOf('t', 0), 1);
        await run(broker.stop(1));
        await run(endOffset(cluster, 't', 0));
        assert.notEqual(cluster.leaderOf('t', 0), 1);
        await run(broker.start(1));
        await run(cluster.refresh());
        assert.equal(cluster.brokers.length, 3);
      }));

    it('survives a restart of every broker', () =>
      withCluster(async (broker, cluster, { run }) => {
        broker.createTopic('t');
        await run(endOffset(cluster, 't', 0));
        await run(broker.restart());
        await run(endOffset(cluster, 't', 0));
      }));
  });
}
