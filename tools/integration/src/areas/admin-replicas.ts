import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DescribedTopic, type KafkaAdmin, settled, type TopicPartition } from '@k/admin';
import { atLeast } from '@k/tool-kafka';
import { eventually } from '../eventually.ts';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { isRefusedBefore } from '../since.ts';

const limits = { timeoutMs: PATIENCE_MS };

/** Leaders, replicas and the directories that they are in, by `@k/admin`. */
export function adminReplicas(lab: GetLab): void {
  const brokers = (): number[] => lab().target.nodes.map(({ id }) => id);
  const described = (
    admin: KafkaAdmin,
    name: string,
    isWanted: (partition: DescribedTopic['partitions'][number]) => boolean,
  ): Promise<DescribedTopic | undefined> =>
    eventually(
      `${name} is as wanted`,
      async () => (await admin.describeTopics([name], limits)).get(name),
      (topic) => topic?.partitions.every(isWanted) ?? false,
    );
  const ids = (nodes: readonly { nodeId: number }[]): number[] => nodes.map(({ nodeId }) => nodeId);

  describe('replicas', () => {
    it('move to other brokers', async () => {
      await using admin = lab().admin();
      const [a = -1, b = -1, c = -1] = brokers();
      const topic = await lab().topic([[a], [b]]);
      const place = { topic, partition: 0 };
      const move = () => admin.alterPartitionReassignments([{ ...place, targetReplicas: [b, c] }], limits);
      if (await isRefusedBefore(lab().target, '2.4', move)) return;
      await move();
      await described(admin, topic, ({ partition, replicas, isr }) =>
        partition === 0 ? String(ids(replicas)) === String([b, c]) && isr.length === 2 : ids(replicas)[0] === b,
      );
      await eventually(
        'nothing is moving',
        () => admin.listPartitionReassignments([place], limits),
        ({ size }) => size === 0,
      );
      assert.ok(!(await admin.listPartitionReassignments(null, limits)).has(place));
      const outcomes = await settled(
        admin.alterPartitionReassignments(
          [
            { ...place, targetReplicas: null },
            { topic, partition: 1, targetReplicas: [99] },
            { topic, partition: 7, targetReplicas: [a] },
            { topic: lab().name('missing'), partition: 0, targetReplicas: [a] },
          ],
          limits,
        ),
      );
      assert.deepEqual(
        Array.from(outcomes.values(), ({ reason }) => reason?.message.split(' ')[0]),
        [
          'NO_REASSIGNMENT_IN_PROGRESS',
          'INVALID_REPLICA_ASSIGNMENT',
          'UNKNOWN_TOPIC_OR_PARTITION',
          'UNKNOWN_TOPIC_OR_PARTITION',
        ],
      );
    });

    it('keep their number when that is wanted', async () => {
      await using admin = lab().admin();
      const [a = -1, b = -1] = brokers();
      const topic = await lab().topic([[a]]);
      const options = { ...limits, allowReplicationFactorChange: false };
      const move = () => admin.alterPartitionReassignments([{ topic, partition: 0, targetReplicas: [a, b] }], options);
      if (await isRefusedBefore(lab().target, '4.1', move)) return;
      const outcome = (await settled(move())).get({ topic, partition: 0 });
      assert.match(outcome?.reason?.message ?? '', /^INVALID_REPLICATION_FACTOR/);
    });

    it('are found in the directories of their brokers', async () => {
      await using admin = lab().admin();
      await using producer = lab().producer();
      const [a = -1, b = -1, c = -1] = brokers();
      const topic = await lab().topic([[a, b]]);
      await producer.send({ topic, value: 'x'.repeat(1000) });
      const place = { topic, partition: 0 };
      const call = () => admin.describeLogDirs([a, b, c], limits);
      if (await isRefusedBefore(lab().target, '1.0', call)) return;
      const found = await call();
      const dirsOf = (broker: number): [string, { size: number; offsetLag: number; isFuture: boolean }][] =>
        Array.from(found.get(broker) ?? []).flatMap(([path, dir]) => {
          assert.equal(dir.error, undefined);
          const info = dir.replicaInfos.get(place);
          return info === undefined ? [] : [[path, info]];
        });
      const [[path, info] = ['', undefined], ...more] = dirsOf(a);
      assert.deepEqual(more, []);
      assert.ok(info !== undefined && info.size > 1000, 'the record is in it');
      assert.deepEqual([info.offsetLag, info.isFuture], [0, false]);
      assert.equal(dirsOf(c).length, 0);
      const { totalBytes } = [...(found.get(a)?.values() ?? [])][0] ?? {};
      assert.equal(totalBytes !== undefined && totalBytes > 0, atLeast(lab().target.version, '3.3'));

      const replicas = [a, c].map((brokerId) => ({ ...place, brokerId }));
      const placed = await admin.describeReplicaLogDirs(replicas, limits);
      const nowhere = { futureReplicaLogDir: undefined, futureReplicaOffsetLag: undefined };
      assert.deepEqual(
        [...placed.values()],
        [
          { currentReplicaLogDir: path, currentReplicaOffsetLag: 0, ...nowhere },
          { currentReplicaLogDir: undefined, currentReplicaOffsetLag: undefined, ...nowhere },
        ],
      );
    });

    it('are moved to directories that there are', async () => {
      await using admin = lab().admin();
      const [a = -1, b = -1] = brokers();
      const topic = await lab().topic([[a]]);
      const replica = { topic, partition: 0, brokerId: a };
      const nowhere = () => admin.alterReplicaLogDirs([{ ...replica, logDir: '/no/such/folder' }], limits);
      if (await isRefusedBefore(lab().target, '1.1', nowhere)) return;
      const find = () => admin.describeReplicaLogDirs([replica], limits);
      // The leader is known a moment before it has made the log.
      const found = await eventually(
        'the log is there',
        find,
        (told) => told.get(replica)?.currentReplicaLogDir !== undefined,
      );
      const logDir = found.get(replica)?.currentReplicaLogDir ?? '';
      const outcomes = await settled(
        admin.alterReplicaLogDirs(
          [
            { ...replica, logDir },
            { topic: lab().name('missing'), partition: 0, brokerId: b, logDir },
          ],
          limits,
        ),
      );
      assert.equal(outcomes.get(replica)?.status, 'fulfilled');
      assert.match((await settled(nowhere())).get(replica)?.reason?.message ?? '', /^LOG_DIR_NOT_FOUND/);
    });

    it('that are preferred lead again when they are asked to', async () => {
      await using admin = lab().admin();
      const [, first, second] = lab().target.nodes;
      assert.ok(first !== undefined && second !== undefined);
      const topic = await lab().topic([[first.id, second.id]]);
      const places: TopicPartition[] = [{ topic, partition: 0 }];
      const elect = () => admin.electLeaders('PREFERRED', places, limits);
      if (await isRefusedBefore(lab().target, '2.2', elect)) return;
      const idle = await elect();
      assert.deepEqual(idle.get({ topic, partition: 0 }), { elected: false });
      await first.stop();
      await described(admin, topic, ({ leader }) => leader?.nodeId === second.id);
      await first.start();
      await described(admin, topic, ({ isr }) => isr.length === 2);
      assert.deepEqual((await elect()).get({ topic, partition: 0 }), { elected: true });
      await described(admin, topic, ({ leader }) => leader?.nodeId === first.id);
      const missing = { topic: lab().name('missing'), partition: 0 };
      const outcomes = await settled(admin.electLeaders('PREFERRED', [missing], limits));
      assert.match(outcomes.get(missing)?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION/);
      // By now nothing is left to do.
      const all = await admin.electLeaders('PREFERRED', null, limits);
      assert.ok(!all.has({ topic, partition: 0 }));
    });
  });
}
