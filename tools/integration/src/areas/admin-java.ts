import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, after, before, describe, it } from 'node:test';
import { DEFAULT_VERSION, atLeast } from '@k/tool-kafka';
import { eventually } from '../eventually.ts';
import { javaShell } from '../foreign/programs.ts';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { ToolShell } from '../side-by-side/tool-shell.ts';

const limits = { timeoutMs: PATIENCE_MS };

/** Java's tools of 4.x speak to brokers from 2.1 on, those of 3.9 to every one that has them. */
const OLDER_TOOLS = '3.9.2';

/** Runs one of Kafka's tools on the target. @returns what it says */
type RunTool = (tool: string, ...args: readonly string[]) => Promise<string>;

/** What `@k/admin` writes Java's tools read, and the reverse. */
export function adminJava(lab: GetLab): void {
  describe('Java’s tools', () => {
    let shell: Promise<ToolShell> | undefined;
    let dir = '';
    before(async () => {
      dir = await mkdtemp(path.join(os.tmpdir(), 'k-admin-java-'));
    });
    after(async () => {
      await (await shell)?.close();
      await rm(dir, { recursive: true });
    });
    const jsonFile = async (name: string, content: unknown): Promise<string> => {
      const file = path.join(dir, `${name}.json`);
      await writeFile(file, JSON.stringify(content));
      return file;
    };

    /** Undefined, and the test skipped, where the target has none, or is too old. */
    const toolsOf = async (t: TestContext, since = '0.11'): Promise<RunTool | undefined> => {
      const { name, version, bootstrapServers } = lab().target;
      const lacks = !atLeast(version, since) ? `it came with ${since}` : undefined;
      // What they get from @k/broker is the business of the suite side-by-side.
      const reason = name === '@k/broker' ? 'a real Kafka is wanted' : lacks;
      if (reason !== undefined) {
        t.skip(reason);
        return undefined;
      }
      const toolVersion = atLeast(version, '4.0') ? DEFAULT_VERSION : OLDER_TOOLS;
      shell ??= javaShell(toolVersion)(console.error).then((program) => new ToolShell(program, toolVersion));
      const tools = await shell;
      return async (tool, ...args) => {
        const { said } = await tools.run([tool, ...args], ['--bootstrap-server', bootstrapServers.join(',')]);
        return said;
      };
    };

    it('describe the topics that we make, and we those that they make', async (t) => {
      const run = await toolsOf(t);
      if (run === undefined) return;
      await using admin = lab().admin();
      const [a, b, c] = lab().target.nodes.map(({ id }) => id) as [number, number, number];
      const [ours, theirs] = [lab().name('ours'), lab().name('theirs')];
      await admin.createTopics([{ name: ours, replicasAssignments: [[a, b], [b, c]], configs: { 'retention.ms': '86400000' } }], limits); // prettier-ignore
      const said = await eventually(
        `${ours} is described`,
        () => run('kafka-topics', '--describe', '--topic', ours),
        (text) => text.includes('Partition: 1'),
      );
      assert.match(said, /PartitionCount: ?2\b.*ReplicationFactor: ?2\b.*retention\.ms=86400000/);
      assert.match(said, new RegExp(`Partition: 0\\s.*Replicas: ${a},${b}\\s`));
      assert.match(said, new RegExp(`Partition: 1\\s.*Replicas: ${b},${c}\\s`));

      await run('kafka-topics', '--create', '--topic', theirs, '--replica-assignment', `${a}:${c},${b}:${a},${c}:${b}`);
      const described = await eventually(
        `${theirs} is described`,
        async () => (await admin.describeTopics([theirs], limits).catch(() => undefined))?.get(theirs),
        (topic) => topic?.partitions.length === 3,
      );
      const replicas = described?.partitions.map((partition) => partition.replicas.map(({ nodeId }) => nodeId));
      assert.deepEqual(replicas, [[a, c], [b, a], [c, b]]); // prettier-ignore
    });

    it('see the partitions that we add, and we those that they add', async (t) => {
      const run = await toolsOf(t, '1.0');
      if (run === undefined) return;
      await using admin = lab().admin();
      const topic = await lab().topic(1);
      await admin.createPartitions([{ name: topic, totalCount: 3 }], limits);
      await eventually(
        'the tool sees three',
        () => run('kafka-topics', '--describe', '--topic', topic),
        (text) => /PartitionCount: ?3\b/.test(text),
      );
      await run('kafka-topics', '--alter', '--topic', topic, '--partitions', '5');
      await eventually(
        'we see five',
        async () => (await admin.describeTopics([topic], limits)).get(topic)?.partitions.length,
        (count) => count === 5,
      );
    });

    it('miss the topics that we delete, and we those that they delete', async (t) => {
      const run = await toolsOf(t);
      if (run === undefined) return;
      await using admin = lab().admin();
      const [ours, theirs] = [await lab().topic(1), await lab().topic(1)];
      await admin.deleteTopics([ours], limits);
      await eventually(
        'the tool misses ours',
        () => run('kafka-topics', '--list'),
        (text) => !text.split('\n').includes(ours) && text.split('\n').includes(theirs),
      );
      await run('kafka-topics', '--delete', '--topic', theirs);
      await eventually(
        'we miss theirs',
        () => admin.listTopics(limits),
        (listed) => !listed.has(theirs),
      );
    });

    it('find the records gone that we delete, and we those that they delete', async (t) => {
      const run = await toolsOf(t);
      if (run === undefined) return;
      await using admin = lab().admin();
      const topic = await lab().topic(1);
      await using producer = lab().producer();
      await producer.sendMany(Array.from({ length: 10 }, (_, i) => ({ topic, value: String(i) })));
      await admin.deleteRecords([{ topic, partition: 0, beforeOffset: 4 }], limits);
      assert.equal(await run('kafka-get-offsets', '--topic', topic, '--time', '-2'), `${topic}:0:4\n`);
      const file = await jsonFile(topic, { version: 1, partitions: [{ topic, partition: 0, offset: 7 }] });
      assert.match(await run('kafka-delete-records', '--offset-json-file', file), /low_watermark: 7/);
      await using consumer = lab().consumer();
      assert.equal((await consumer.beginningOffsets([{ topic, partition: 0 }])).get(topic, 0), 7);
    });

    it('verify the moves that we begin, and we see those that they begin', async (t) => {
      const run = await toolsOf(t, '2.4');
      if (run === undefined) return;
      await using admin = lab().admin();
      const [a, b, c] = lab().target.nodes.map(({ id }) => id) as [number, number, number];
      const topic = await lab().topic([[a, b]]);
      const moveFile = (replicas: readonly number[]): Promise<string> =>
        jsonFile(`${topic}-${replicas.join('-')}`, { version: 1, partitions: [{ topic, partition: 0, replicas }] });
      await admin.alterPartitionReassignments([{ topic, partition: 0, targetReplicas: [c, b] }], limits);
      const wanted = await moveFile([c, b]);
      await eventually(
        'the tool says that it is done',
        () => run('kafka-reassign-partitions', '--verify', '--reassignment-json-file', wanted),
        (text) => /is complete/.test(text),
      );
      const back = await moveFile([b, a]);
      assert.match(
        await run('kafka-reassign-partitions', '--execute', '--reassignment-json-file', back),
        /Successfully started/,
      );
      await eventually(
        'we see it where they moved it',
        async () =>
          (await admin.describeTopics([topic], limits)).get(topic)?.partitions[0]?.replicas.map(({ nodeId }) => nodeId),
        (replicas) => String(replicas) === String([b, a]),
      );
      assert.equal((await admin.listPartitionReassignments([{ topic, partition: 0 }], limits)).size, 0);
    });

    it('see the offsets that we set, and we those that they set', async (t) => {
      const run = await toolsOf(t);
      if (run === undefined) return;
      await using admin = lab().admin();
      const [topic, group] = [await lab().topic(2), lab().name('group')];
      await using producer = lab().producer();
      await producer.sendMany(Array.from({ length: 20 }, (_, i) => ({ topic, partition: i % 2, value: String(i) })));
      const offsets = [4, 7].map((offset, partition) => ({ topic, partition, offset }));
      await admin.alterConsumerGroupOffsets(group, offsets, limits);
      const said = await run('kafka-consumer-groups', '--describe', '--group', group, '--offsets');
      // Partition, offset, end, lag.
      assert.match(said, new RegExp(`${topic} +0 +4 +10 +6 `));
      assert.match(said, new RegExp(`${topic} +1 +7 +10 +3 `));
      assert.equal((await admin.groupLag(group, limits)).lag, 9);

      const back = ['--group', group, '--topic', topic, '--reset-offsets', '--to-offset', '2', '--execute'];
      await run('kafka-consumer-groups', ...back);
      const listed = (await admin.listConsumerGroupOffsets([group], limits)).get(group);
      assert.deepEqual([0, 1].map((partition) => listed?.get({ topic, partition })?.offset), [2, 2]); // prettier-ignore
    });

    it('list and describe groups as we do, and miss those that we delete', async (t) => {
      const run = await toolsOf(t, '1.1');
      if (run === undefined) return;
      await using admin = lab().admin();
      const [topic, group] = [await lab().topic(1), lab().name('group')];
      await admin.alterConsumerGroupOffsets(group, [{ topic, partition: 0, offset: 0 }], limits);
      const names = async (): Promise<string[]> => (await run('kafka-consumer-groups', '--list')).split('\n');
      assert.ok((await names()).includes(group) && (await admin.listGroups(limits)).has(group));
      assert.match(await run('kafka-consumer-groups', '--describe', '--group', group, '--state'), / Empty +0/);
      assert.equal((await admin.describeConsumerGroups([group], limits)).get(group)?.groupState, 'Empty');
      await admin.deleteConsumerGroups([group], limits);
      assert.ok(!(await names()).includes(group));
    });

    it('tell the log directories that we tell', async (t) => {
      const run = await toolsOf(t, '1.0');
      if (run === undefined) return;
      await using admin = lab().admin();
      const [node] = lab().target.nodes.map(({ id }) => id) as [number];
      const topic = await lab().topic([[node]]);
      await using producer = lab().producer();
      await producer.send({ topic, value: 'some' });
      const dirs = (await admin.describeLogDirs([node], limits)).get(node);
      const [[dir, told] = []] = [...(dirs ?? [])].filter(([, { replicaInfos }]) =>
        replicaInfos.has({ topic, partition: 0 }),
      );
      assert.ok(dir !== undefined && told !== undefined);
      const said = await run('kafka-log-dirs', '--describe', '--topic-list', topic, '--broker-list', String(node));
      const { brokers } = JSON.parse(/^\{.*$/m.exec(said)?.[0] ?? '{}') as {
        brokers: { logDirs: { logDir: string; partitions: { partition: string; size: number }[] }[] }[];
      };
      const theirs = brokers[0]?.logDirs.find(({ partitions }) => partitions.length > 0);
      assert.equal(theirs?.logDir, dir);
      assert.deepEqual(theirs.partitions.map(({ partition }) => partition), [`${topic}-0`]); // prettier-ignore
    });
  });
}
