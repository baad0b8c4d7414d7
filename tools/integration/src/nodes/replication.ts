import assert from 'node:assert/strict';
import type { Cluster, TopicPartition } from '@k/cluster';
import { RecordBatchWriter } from '@k/codec';
import { describe, it, type TestContext } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { atLeast } from '@k/tool-kafka';
import { ErrorCode, Metadata, OffsetForLeaderEpoch, Produce, ZERO_UUID, errorFor } from '@k/wire';
import { type GetLab, type Lab, PATIENCE_MS } from '../lab.ts';
import { endOffset, fetchValues } from './partition-requests.ts';
import { nodeOf, placedTopic, whole } from './whole.ts';

const { NONE, NOT_ENOUGH_REPLICAS, NOT_ENOUGH_REPLICAS_AFTER_APPEND, REQUEST_TIMED_OUT } = ErrorCode;
/** Long before a broker that was killed is missed. */
const SOON_MS = 500;

/** What brokers make of replicas that are not there: who is in sync, what is readable, who may lead. */
export function replication(lab: GetLab): void {
  describe('replicas', () => {
    it('that died hold up acks=all until they are found out; meanwhile nothing new is readable', async (t) => {
      if (isOld(lab(), t)) return;
      const [leader, follower, third] = idsOf(lab());
      const topic = await placedTopic(lab(), [[leader, follower]]);
      const place = { topic, partition: 0 };
      await using cluster = lab().cluster({ bootstrapServers: [nodeOf(lab(), third).address] });
      await cluster.loadTopics([topic]);
      assert.deepEqual(await produce(cluster, place, leader, 'a', -1), [NONE, 0]);
      await nodeOf(lab(), follower).kill();
      try {
        const [early, next, end, values, during] = [
          await produce(cluster, place, leader, 'b', -1, SOON_MS),
          await produce(cluster, place, leader, 'c', 1),
          await endOffset(cluster, place),
          await fetchValues(cluster, place, { maxWaitMs: 0 }),
          await state(cluster, place, third),
        ];
        // On a machine that stands still for two seconds they are found out before all was asked: then it says nothing.
        if (isDeepStrictEqual(during, [leader, 0, [leader, follower], []])) {
          assert.deepEqual([early, next, end, values], [[REQUEST_TIMED_OUT, 1], [NONE, 2], 1, ['a']]);
        } else t.diagnostic(`found out at once: ${JSON.stringify([early, next, end, values, during])}`);
        await until(lab(), () => state(cluster, place, third), [leader, 0, [leader], [follower]]);
        assert.deepEqual(await produce(cluster, place, leader, 'd', -1), [NONE, 3]);
        assert.equal(await endOffset(cluster, place), 4);
      } finally {
        await nodeOf(lab(), follower).start();
        await whole(lab());
      }
      assert.deepEqual(await state(cluster, place, third), [leader, 0, [leader, follower], []]);
    });

    it('that are too few are too few for acks=all, and what acks=1 writes is not readable (KAFKA-15583)', async (t) => {
      if (isOld(lab(), t)) return;
      const [leader, follower, third] = idsOf(lab());
      const topic = await placedTopic(lab(), [[leader, follower]], { 'min.insync.replicas': '2' });
      const place = { topic, partition: 0 };
      await using cluster = lab().cluster({ bootstrapServers: [nodeOf(lab(), third).address] });
      await cluster.loadTopics([topic]);
      assert.deepEqual(await produce(cluster, place, leader, 'a', -1), [NONE, 0]);
      let taken = 0;
      await nodeOf(lab(), follower).stop();
      try {
        await until(lab(), () => state(cluster, place, third), [leader, 0, [leader], [follower]]);
        taken = await takenUntilRefused(cluster, place, leader);
        assert.deepEqual(await produce(cluster, place, leader, 'b', -1), [NOT_ENOUGH_REPLICAS, -1]);
        assert.deepEqual(await produce(cluster, place, leader, 'c', 1), [NONE, 1 + taken]);
        assert.equal(await endOffset(cluster, place), 1);
      } finally {
        await nodeOf(lab(), follower).start();
        await whole(lab());
      }
      await until(lab(), () => endOffset(cluster, place), 2 + taken);
    });

    it('that are the last in sync stay it when they go, and nobody else leads', async (t) => {
      if (isOld(lab(), t)) return;
      const [first, last, third] = idsOf(lab());
      const topic = await placedTopic(lab(), [[first, last]]);
      const place = { topic, partition: 0 };
      await using cluster = lab().cluster({ bootstrapServers: [nodeOf(lab(), third).address] });
      await cluster.loadTopics([topic]);
      await nodeOf(lab(), first).stop();
      await until(lab(), () => state(cluster, place, third), [last, 1, [last], [first]]);
      // Who leads may hear of it last: until then it refuses.
      await until(lab(), () => produce(cluster, place, last, 'a', -1), [NONE, 0]);
      // Two of three controllers have to be there: the other comes back before this one goes.
      await nodeOf(lab(), first).start();
      await until(lab(), () => state(cluster, place, third), [last, 1, [first, last], []]);
      assert.deepEqual(await end(cluster, place, last, 0), [NONE, 0, 0]);
      assert.deepEqual(await end(cluster, place, last, 1), [NONE, 1, 1]);
      await nodeOf(lab(), last).stop();
      try {
        await until(lab(), () => state(cluster, place, third), [first, 2, [first], [last]]);
        await until(lab(), () => end(cluster, place, first, 1), [NONE, 1, 1]);
        assert.deepEqual(await end(cluster, place, first, 2), [NONE, 2, 1]);
      } finally {
        await nodeOf(lab(), last).start();
        await whole(lab());
      }
    });

    it('have no leader when the last one in sync is gone, until it is back', async (t) => {
      if (isOld(lab(), t)) return;
      if (!atLeast(lab().target.version, '4.1')) {
        t.skip(`${lab().target.version} says that it is in sync still`);
        return;
      }
      const [only, , third] = idsOf(lab());
      const topic = await placedTopic(lab(), [[only]]);
      const place = { topic, partition: 0 };
      await using cluster = lab().cluster({ bootstrapServers: [nodeOf(lab(), third).address] });
      await cluster.loadTopics([topic]);
      assert.deepEqual(await produce(cluster, place, only, 'a', -1), [NONE, 0]);
      await nodeOf(lab(), only).stop();
      try {
        await until(lab(), () => state(cluster, place, third), [-1, 1, [], [only]]);
      } finally {
        await nodeOf(lab(), only).start();
        await whole(lab());
      }
      assert.deepEqual(await state(cluster, place, third), [only, 2, [only], []]);
      await cluster.refresh();
      await until(lab(), () => endOffset(cluster, place), 1);
    });
  });
}

function isOld({ target }: Lab, t: TestContext): boolean {
  if (atLeast(target.version, '4.0')) return false;
  t.skip(`${target.version} judges in-sync replicas otherwise`);
  return true;
}

function idsOf({ target }: Lab): [number, number, number] {
  return target.nodes.map(({ id }) => id) as [number, number, number];
}

/** Error code and base offset. @param timeoutMs how long the leader may wait for other replicas */
async function produce(
  cluster: Cluster,
  { topic, partition }: TopicPartition,
  broker: number,
  value: string,
  acks: number,
  timeoutMs = 30_000,
): Promise<[errorCode: number | undefined, baseOffset: number]> {
  const writer = new RecordBatchWriter({ maxBytes: 1 << 16 });
  writer.tryAppend(Date.now(), null, value);
  const partitionData = [{ index: partition, records: writer.seal() }];
  const topicId = cluster.topic(topic)?.topicId ?? ZERO_UUID;
  const body = { acks, timeoutMs, topicData: [{ name: topic, topicId, partitionData }] };
  const { responses } = await cluster.request({ broker }, Produce, body);
  const answer = responses[0]?.partitionResponses[0];
  return [answer?.errorCode, Number(answer?.baseOffset)];
}

/**
 * Writes with acks=all until it is refused. A leader that hears last of a follower that went takes it until then, and waits in
 * vain. @returns how many records it took
 */
async function takenUntilRefused(cluster: Cluster, place: TopicPartition, leader: number): Promise<number> {
  for (let taken = 0; taken < 60; taken++) {
    const [code] = await produce(cluster, place, leader, 'waits', -1, SOON_MS);
    if (code === NOT_ENOUGH_REPLICAS) return taken;
    assert.ok(
      code === REQUEST_TIMED_OUT || code === NOT_ENOUGH_REPLICAS_AFTER_APPEND,
      `it was answered with ${String(code)}`,
    );
  }
  assert.fail('it is never refused');
}

/** Leader, its epoch, in-sync and offline replicas, as a broker tells them. */
async function state(cluster: Cluster, { topic }: TopicPartition, broker: number): Promise<unknown[]> {
  const { topics } = await cluster.request({ broker }, Metadata, { topics: [{ name: topic }] });
  const partition = topics[0]?.partitions[0];
  const isr = [...(partition?.isrNodes ?? [])].sort((a, b) => a - b);
  return [partition?.leaderId, partition?.leaderEpoch, isr, partition?.offlineReplicas];
}

/** Where an epoch ends: error code, the epoch that was found, offset. */
async function end(
  cluster: Cluster,
  { topic, partition }: TopicPartition,
  broker: number,
  leaderEpoch: number,
): Promise<unknown[]> {
  const body = { replicaId: -1, topics: [{ topic, partitions: [{ partition, leaderEpoch }] }] };
  const { topics } = await cluster.request({ broker }, OffsetForLeaderEpoch, body);
  const answer = topics[0]?.partitions[0];
  return [answer?.errorCode, answer?.leaderEpoch, Number(answer?.endOffset)];
}

async function until(lab: Lab, look: () => Promise<unknown>, wanted: unknown): Promise<void> {
  await using cluster = lab.cluster();
  await cluster.retry(
    `wait for ${JSON.stringify(wanted)}`,
    async () => {
      const found = await look();
      const message = `it is ${JSON.stringify(found)}`;
      if (JSON.stringify(found) !== JSON.stringify(wanted)) throw errorFor(ErrorCode.NOT_ENOUGH_REPLICAS, { message });
    },
    { timeoutMs: PATIENCE_MS },
  );
}
