import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DescribedTopic, type KafkaAdmin, settled } from '@k/admin';
import { atLeast } from '@k/tool-kafka';
import { Metadata } from '@k/wire';
import { eventually } from '../eventually.ts';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { read } from '../reading.ts';
import { isRefusedBefore } from '../since.ts';

const limits = { timeoutMs: PATIENCE_MS };
const UNKNOWN_ID = 'abcdefghijklmnopqrstuA';
const counts = { numPartitions: 2, replicationFactor: 1 };

/** Topics, by `@k/admin`. */
export function adminTopics(lab: GetLab): void {
  const brokers = (): number[] => lab().target.nodes.map(({ id }) => id);
  /** A topic once every broker tells a leader of each of its partitions. */
  const described = async (admin: KafkaAdmin, name: string, partitions: number): Promise<DescribedTopic> => {
    await using cluster = lab().cluster();
    for (const broker of brokers()) {
      await eventually(
        `broker ${broker} knows ${name} with ${partitions} partitions`,
        () => cluster.request({ broker }, Metadata, { topics: null }),
        ({ topics }) => {
          const told = topics.find((topic) => topic.name === name)?.partitions;
          return told?.length === partitions && told.every(({ leaderId }) => leaderId >= 0);
        },
      );
    }
    return (await admin.describeTopics([name], limits)).get(name) as DescribedTopic;
  };

  describe('topics', () => {
    it('are made, listed and refused one by one', async () => {
      await using admin = lab().admin();
      const [first, second] = [lab().name('made'), lab().name('made')];
      await admin.createTopics([{ name: first, ...counts }], limits);
      const outcomes = await settled(
        admin.createTopics(
          [first, second].map((name) => ({ name, ...counts })),
          limits,
        ),
      );
      assert.equal(outcomes.get(first)?.reason?.message.startsWith('TOPIC_ALREADY_EXISTS'), true);
      assert.equal(outcomes.get(second)?.status, 'fulfilled');
      await eventually(
        'both are listed',
        () => admin.listTopics(limits),
        (listed) => listed.has(first) && listed.has(second),
      );
    });

    it('what cannot be made is told, and validateOnly makes nothing', async () => {
      await using admin = lab().admin();
      const [good, bad] = [lab().name('valid'), lab().name('invalid')];
      const topics = [
        { name: good, ...counts },
        { name: bad, numPartitions: 1, replicationFactor: 9 },
        { name: 'no/topic', ...counts },
        { name: `${bad}-config`, ...counts, configs: { 'no.such.setting': '1' } },
      ];
      const outcomes = await settled(admin.createTopics(topics, { ...limits, validateOnly: true }));
      assert.equal(outcomes.get(good)?.status, 'fulfilled');
      assert.match(outcomes.get(bad)?.reason?.message ?? '', /^INVALID_REPLICATION_FACTOR/);
      assert.match(outcomes.get('no/topic')?.reason?.message ?? '', /^INVALID_TOPIC_EXCEPTION/);
      assert.match(outcomes.get(`${bad}-config`)?.reason?.message ?? '', /^INVALID_CONFIG/);
      // What was made in earnest is there later than what would have been made by mistake.
      await admin.createTopics([{ name: `${good}-too`, ...counts }], limits);
      await described(admin, `${good}-too`, 2);
      assert.ok(!(await admin.listTopics(limits)).has(good));
    });

    it('are described: where each partition is', async () => {
      await using admin = lab().admin();
      const [a = -1, b = -1, c = -1] = brokers();
      const name = lab().name('described');
      const replicasAssignments = [
        [a, b],
        [b, c],
        [c, a],
      ];
      await admin.createTopics([{ name, replicasAssignments }], limits);
      const { partitions, isInternal, topicId } = await described(admin, name, 3);
      assert.equal(isInternal, false);
      assert.equal(topicId !== undefined, atLeast(lab().target.version, '2.8'));
      const ids = (nodes: readonly { nodeId: number }[]): number[] => nodes.map(({ nodeId }) => nodeId);
      assert.deepEqual(
        partitions.map(({ replicas }) => ids(replicas)),
        replicasAssignments,
      );
      assert.deepEqual(
        partitions.map(({ leader }) => leader?.nodeId),
        [a, b, c],
      );
      for (const { isr, replicas, offlineReplicas, leader } of partitions) {
        assert.deepEqual(ids(isr).sort(), ids(replicas).sort());
        assert.deepEqual(offlineReplicas, []);
        const address = `${String(leader?.host)}:${String(leader?.port)}`;
        assert.equal(address, lab().target.nodes.find(({ id }) => id === leader?.nodeId)?.address);
      }
      const missing = lab().name('missing');
      const outcomes = await settled(admin.describeTopics([missing, name], limits));
      assert.equal(outcomes.get(name)?.status, 'fulfilled');
      assert.match(outcomes.get(missing)?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION/);
    });

    it('are described a page at a time', async () => {
      await using admin = lab().admin();
      const names = [lab().name('page-a'), lab().name('page-b'), lab().name('page-c')];
      const topics = names.map((name, i) => ({ name, numPartitions: [4, 25, 3][i] ?? 0, replicationFactor: 1 }));
      await admin.createTopics(topics, limits);
      for (const { name, numPartitions } of topics) await described(admin, name, numPartitions);
      const asked = [...names].reverse();
      const options = { ...limits, partitionSizeLimitPerResponse: 10 };
      const told = await admin.describeTopics(asked, options);
      assert.deepEqual([...told.keys()], asked);
      for (const { name, numPartitions } of topics) {
        const numbers = told.get(name)?.partitions.map(({ partition }) => partition);
        assert.deepEqual(
          numbers,
          Array.from({ length: numPartitions }, (_, i) => i),
        );
      }
    });

    it('are described by their ids', async () => {
      await using admin = lab().admin();
      const call = () => admin.describeTopics({ topicIds: [UNKNOWN_ID] }, limits);
      if (await isRefusedBefore(lab().target, '3.1', call)) return;
      const name = lab().name('id');
      await admin.createTopics([{ name, ...counts }], limits);
      const { topicId = '' } = await described(admin, name, 2);
      const outcomes = await settled(admin.describeTopics({ topicIds: [topicId, UNKNOWN_ID] }, limits));
      assert.equal(outcomes.get(topicId)?.value?.name, name);
      assert.match(outcomes.get(UNKNOWN_ID)?.reason?.message ?? '', /^UNKNOWN_TOPIC_ID/);
    });

    it('are described with what this client may do', async () => {
      await using admin = lab().admin();
      const name = lab().name('operations');
      await admin.createTopics([{ name, ...counts }], limits);
      assert.equal((await described(admin, name, 2)).authorizedOperations, undefined);
      const call = () => admin.describeTopics([name], { ...limits, includeAuthorizedOperations: true });
      if (await isRefusedBefore(lab().target, '2.3', call)) return;
      const operations = (await call()).get(name)?.authorizedOperations ?? [];
      const all = ['ALTER', 'ALTER_CONFIGS', 'CREATE', 'DELETE', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'READ', 'WRITE'];
      assert.deepEqual([...operations].sort(), all);
    });

    it('get more partitions', async () => {
      await using admin = lab().admin();
      const [name, placed] = [lab().name('more'), lab().name('placed')];
      const [a = -1, b = -1] = brokers();
      await admin.createTopics(
        [
          { name, ...counts },
          { name: placed, replicasAssignments: [[a]] },
        ],
        limits,
      );
      await described(admin, name, 2);
      await described(admin, placed, 1);
      const more = () => admin.createPartitions([{ name, totalCount: 4 }], limits);
      if (await isRefusedBefore(lab().target, '1.0', more)) return;
      const wanted = [
        { name, totalCount: 2 },
        { name: lab().name('missing'), totalCount: 2 },
        { name: placed, totalCount: 3, newAssignments: [[b], [a]] },
      ];
      const dry = await settled(admin.createPartitions(wanted, { ...limits, validateOnly: true }));
      const outcomes = await settled(admin.createPartitions(wanted, limits));
      for (const results of [dry, outcomes]) {
        assert.deepEqual(
          Array.from(results.values(), ({ reason }) => reason?.message.split(' ')[0]),
          ['INVALID_PARTITIONS', 'UNKNOWN_TOPIC_OR_PARTITION', undefined],
        );
      }
      const { partitions } = await described(admin, placed, 3);
      assert.deepEqual(
        partitions.map(({ replicas }) => replicas[0]?.nodeId),
        [a, b, a],
      );
      await more();
      await described(admin, name, 4);
    });

    it('are copied, with what they set themselves', async () => {
      await using admin = lab().admin();
      const [a = -1, b = -1] = brokers();
      const [from, to] = [lab().name('original'), lab().name('copy')];
      const configs = { 'retention.ms': '3600000', 'cleanup.policy': 'compact' };
      const replicasAssignments = [
        [a, b],
        [b, a],
        [a, b],
      ];
      await admin.createTopics([{ name: from, replicasAssignments, configs }], limits);
      await described(admin, from, 3);
      const made = await admin.copyTopic(from, to, { ...limits, configs: { 'cleanup.policy': null } });
      const { partitions } = await described(admin, to, 3);
      assert.deepEqual(
        partitions.map(({ replicas }) => replicas.length),
        [2, 2, 2],
      );
      // Told from 2.4 on.
      if (made.configs !== undefined) {
        assert.equal(made.configs.get('retention.ms'), '3600000');
        assert.equal(made.configs.get('cleanup.policy'), 'delete');
      }
      const again = lab().name('copy');
      await admin.copyTopic(from, again, { ...limits, validateOnly: true });
      await assert.rejects(admin.copyTopic(from, to, limits), { errorName: 'TOPIC_ALREADY_EXISTS' });
      assert.ok(!(await admin.listTopics(limits)).has(again));
    });

    it('are deleted, by name or id', async () => {
      await using admin = lab().admin();
      const [name, other, missing] = [lab().name('deleted'), lab().name('deleted'), lab().name('missing')];
      await admin.createTopics(
        [name, other].map((each) => ({ name: each, ...counts })),
        limits,
      );
      const { topicId } = await described(admin, other, 2);
      await described(admin, name, 2);
      const outcomes = await settled(admin.deleteTopics([missing, name], limits));
      assert.match(outcomes.get(missing)?.reason?.message ?? '', /^UNKNOWN_TOPIC_OR_PARTITION/);
      assert.equal(outcomes.get(name)?.value?.name, name);
      await eventually(
        `${name} is gone`,
        () => admin.listTopics(limits),
        (listed) => !listed.has(name) && listed.has(other),
      );
      const byId = () => admin.deleteTopics({ topicIds: [topicId ?? UNKNOWN_ID, 'unknownTopicIdForTestQ'] }, limits);
      if (await isRefusedBefore(lab().target, '2.8', byId)) return;
      const ids = await settled(byId());
      assert.deepEqual(ids.get(topicId ?? '')?.value, { name: other, topicId });
      assert.match(ids.get('unknownTopicIdForTestQ')?.reason?.message ?? '', /^UNKNOWN_TOPIC_ID/);
    });

    it('lose their records before an offset', async () => {
      await using admin = lab().admin();
      await using producer = lab().producer();
      const topic = await lab().topic(2);
      const compacted = await lab().topic(1, { 'cleanup.policy': 'compact' });
      const values = Array.from({ length: 10 }, (_, i) => ({ topic, partition: i % 2, value: String(i) }));
      await producer.sendMany(values);
      await producer.send({ topic: compacted, key: 'k', value: 'v' });
      const [p0, p1] = [
        { topic, partition: 0 },
        { topic, partition: 1 },
      ] as const;
      const dry = await admin.deleteRecords([{ ...p0, beforeOffset: 3 }], { ...limits, dryRun: true });
      assert.deepEqual(dry.get(p0), { lowWatermark: 3, logStartOffset: 0 });
      const outcomes = await settled(
        admin.deleteRecords(
          [
            { ...p0, beforeOffset: 3 },
            { ...p1, beforeOffset: 6 },
            { topic, partition: 2, beforeOffset: 0 },
            { topic: compacted, partition: 0, beforeOffset: 1 },
          ],
          limits,
        ),
      );
      const reasons = Array.from(outcomes.values(), ({ reason }) => reason);
      assert.deepEqual(outcomes.get(p0)?.value, { lowWatermark: 3 });
      assert.deepEqual(
        reasons.map((reason) => reason?.message.split(' ')[0]),
        [undefined, 'OFFSET_OUT_OF_RANGE', 'UNKNOWN_TOPIC_OR_PARTITION', 'POLICY_VIOLATION'],
      );
      const all = await admin.deleteRecords([{ ...p1, beforeOffset: 'highWatermark' }], limits);
      assert.equal(all.get(p1)?.lowWatermark, 5);
      await using consumer = lab().consumer();
      consumer.assign([p0, p1]);
      assert.deepEqual(
        (await read(consumer, 2)).map(({ partition, offset }) => [partition, offset]),
        [
          [0, 3],
          [0, 4],
        ],
      );
    });
  });
}
