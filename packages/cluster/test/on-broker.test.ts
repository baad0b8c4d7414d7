import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryNetwork, seededRandom, VirtualClock } from '@k/runtime';
import { createBroker, type Broker, type BrokerOptions } from '@k/broker';
import { ErrorCode, errorFor, Heartbeat, ListOffsets } from '@k/wire';
import { Cluster, type ClusterOptions } from '../src/index.ts';
import { protocolFailure } from './support/scripted-cluster.ts';

interface Stage {
  readonly name: string;
  readonly broker: Partial<BrokerOptions>;
  readonly client: Partial<ClusterOptions>;
  readonly run: <T>(promise: Promise<T>) => Promise<T>;
}

function memory(): Stage {
  const clock = new VirtualClock();
  const random = seededRandom(3);
  const network = new MemoryNetwork({ clock, random, faults: { latencyMs: [0, 5], maxChunkBytes: 50 } });
  const runtime = { clock, random, network };
  return { name: 'in memory, virtual time', broker: runtime, client: { runtime }, run: (p) => clock.runUntil(p) };
}

function sockets(): Stage {
  return { name: 'on sockets', broker: {}, client: {}, run: (promise) => promise };
}

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

for (const makeStage of [memory, sockets]) {
  describe(`cluster with @k/broker, ${makeStage().name}`, () => {
    async function withCluster(work: (broker: Broker, cluster: Cluster, stage: Stage) => Promise<void>): Promise<void> {
      const stage = makeStage();
      const broker = await createBroker({ nodes: 3, autoCreateTopics: false, ...stage.broker });
      const cluster = new Cluster({ bootstrapServers: broker.bootstrapServers, ...stage.client });
      try {
        await work(broker, cluster, stage);
      } finally {
        await stage.run(cluster.close());
        await stage.run(broker.close());
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
