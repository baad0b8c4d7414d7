// `npx @k/broker` as programs in other languages use it: a process, a line, a signal.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { CreateTopics, ErrorCode, Metadata } from '@k/wire';
import { RawClient } from '../support/raw-client.ts';
import { Command, runCommand } from './command.ts';

async function metadata(address: string, topics: string[] | null = null) {
  const client = await RawClient.tcp(address);
  try {
    const asked = topics === null ? null : topics.map((name) => ({ name }));
    return await client.request(Metadata, 12, { topics: asked, allowAutoTopicCreation: true });
  } finally {
    client.close();
  }
}

describe('the command', () => {
  it('says in one line where it listens, with the topics in it, and ends with 0 on SIGTERM', async () => {
    await using command = new Command(['--port', '0', '--nodes', '3', '--topic', 'orders:6', '--topic', 'audit:1:2']);
    const line = await command.ready;
    assert.match(line, /^ready 127\.0\.0\.1:\d+,127\.0\.0\.1:\d+,127\.0\.0\.1:\d+$/);
    const { brokers, topics } = await metadata((await command.bootstrapServers())[0] ?? '');
    const told = brokers.map(({ host, port }) => `${host}:${String(port)}`);
    assert.deepEqual(told, await command.bootstrapServers());
    const shapes = topics.map(({ name, partitions }) => [name, partitions.length, partitions[0]?.replicaNodes.length]);
    assert.deepEqual(shapes.sort(), [['audit', 1, 2], ['orders', 6, 3]]); // prettier-ignore
    command.child.kill('SIGTERM');
    const { code, stdout, stderr } = await command.ended;
    assert.deepEqual([code, stdout], [0, line], stderr);
    assert.match(stderr, /is up with 3 nodes/);
    assert.match(stderr, /topics \(partitions\): orders \(6\), audit \(1\)/);
    assert.match(stderr, /ended by SIGTERM/);
  });

  it('keeps with --data-dir what there is over a SIGKILL, and refuses a second one on the same directory', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'k-command-'));
    const args = ['--port', '0', '--topic', 'kept:2', '--data-dir', folder, '--flush', '50'];
    try {
      let topicId: string | undefined;
      {
        await using first = new Command(args);
        [topicId] = (await metadata((await first.bootstrapServers())[0] ?? '', ['kept'])).topics.map(
          (it) => it.topicId,
        );
        const second = await runCommand(args);
        assert.equal(second.code, 1, second.stderr);
        assert.match(second.stderr, /has it as its dataDir/);
        first.child.kill('SIGKILL');
        await first.ended;
      }
      await using again = new Command(['--port', '0', '--data-dir', folder]);
      const { topics } = await metadata((await again.bootstrapServers())[0] ?? '', ['kept']);
      assert.deepEqual(
        topics.map(({ topicId: id, partitions }) => [id, partitions.length]),
        [[topicId, 2]],
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('says on stderr that nothing can be written, with --quiet, too', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'k-command-'));
    try {
      const dataDir = path.join(folder, 'data');
      await using command = new Command(['--port', '0', '--data-dir', dataDir, '--quiet']);
      const client = await RawClient.tcp((await command.bootstrapServers())[0] ?? '');
      // No new log can be made there.
      await rename(dataDir, path.join(folder, 'elsewhere'));
      await writeFile(dataDir, '');
      const topics = [{ name: 'late', numPartitions: 1, replicationFactor: 1 }];
      const made = await client.request(CreateTopics, 7, { topics });
      assert.equal(made.topics[0]?.errorCode, ErrorCode.KAFKA_STORAGE_ERROR);
      await command.told(/nothing can be written, and nothing is acknowledged until it can: .*EEXIST.*data/);
      client.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('ends with 0 on SIGINT, clients or not; --quiet says nothing', async () => {
    await using command = new Command(['--port=0', '--quiet']);
    const client = await RawClient.tcp((await command.bootstrapServers())[0] ?? '');
    command.child.kill('SIGINT');
    await client.closed;
    const { code, stderr } = await command.ended;
    assert.deepEqual([code, stderr], [0, '']);
  });

  it('tells with --json all that there is to know, in one line', async () => {
    const listeners = ['--listener', 'PLAINTEXT://:0', '--listener', 'INSIDE:PLAINTEXT://127.0.0.1:0'];
    const args = [...listeners, '--json', '--advertised-host', 'localhost', '--cluster-id', 'abcdefghijklmnopqrstuv'];
    await using command = new Command(args);
    const told = JSON.parse(await command.ready) as Record<string, unknown> & { listeners: Record<string, string> };
    const { PLAINTEXT = '', INSIDE = '' } = told.listeners;
    const { pid } = command.child;
    assert.match(`${PLAINTEXT} ${INSIDE}`, /^localhost:\d+ localhost:\d+$/);
    assert.notEqual(PLAINTEXT, INSIDE);
    assert.deepEqual(told, {
      ready: true,
      bootstrapServers: PLAINTEXT,
      listeners: { PLAINTEXT, INSIDE },
      web: null,
      clusterId: 'abcdefghijklmnopqrstuv',
      pid,
      version: (await runCommand(['--version'])).stdout,
    });
    assert.equal(
      (await metadata(INSIDE.replace('localhost', '127.0.0.1'))).brokers[0]?.port,
      Number(INSIDE.split(':')[1]),
    );
  });

  it('serves a page, and says where', async () => {
    await using command = new Command(['--port', '0', '--web', '0', '--json', '--topic', 'orders']);
    const { web } = JSON.parse(await command.ready) as { web: string };
    assert.match(web, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    const page = await fetch(web);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<html/);
    const port = web.replace(/\D+$/, '').replace(/.*:/, '');
    const { code, stderr } = await runCommand(['--port', '0', '--web', `127.0.0.1:${port}`, '--quiet']);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`port ${port} of 127.0.0.1 is in use: choose another with --web, or --web 0`));
    command.child.kill('SIGTERM');
    const ended = await command.ended;
    assert.deepEqual([ended.code, ended.stderr.includes(web)], [0, true]);
  });

  it('ends with its standard input when asked to', async () => {
    await using command = new Command(['--port', '0', '--exit-with-stdin']);
    await command.ready;
    command.child.stdin?.end();
    const { code, stderr } = await command.ended;
    assert.equal(code, 0);
    assert.match(stderr, /ended by the end of standard input/);
  });

  it('ends on a signal though its standard input goes on', async () => {
    await using command = new Command(['--port', '0', '--exit-with-stdin']);
    await command.ready;
    command.child.kill('SIGTERM');
    assert.equal((await command.ended).code, 0);
  });

  it('goes on when nobody reads what it says', async () => {
    await using command = new Command(['--port', '0', '--verbose']);
    const [address = ''] = await command.bootstrapServers();
    command.child.stderr?.destroy();
    for (let i = 0; i < 3; i++) await metadata(address);
    command.child.kill('SIGTERM');
    assert.equal((await command.ended).code, 0);
  });

  it('goes on without standard input otherwise, and without who read its ready line', async () => {
    await using command = new Command(['--port', '0', '--verbose']);
    const [address = ''] = await command.bootstrapServers();
    command.child.stdin?.end();
    command.child.stdout?.destroy();
    await metadata(address);
    await command.told(/connection 0: Metadata v12/);
    await command.told(/connection 0 to node 0 ended: closed by the client/);
    command.child.kill('SIGTERM');
    assert.equal((await command.ended).code, 0);
  });

  it('plays a release, makes topics or not, and has the settings of a broker', async () => {
    const settings = ['--config', 'num.partitions=4', '--config', 'log.retention.ms=-1'];
    await using making = new Command(['--port', '0', ...settings]);
    await using strict = new Command(['--port', '0', '--auto-create-topics', 'false', '--as-version', '2.8']);
    const made = await metadata((await making.bootstrapServers())[0] ?? '', ['new']);
    assert.equal(made.topics[0]?.partitions.length, 4);
    const [address = ''] = await strict.bootstrapServers();
    const client = await RawClient.tcp(address);
    const refused = await client.request(Metadata, 11, { topics: [{ name: 'new' }], allowAutoTopicCreation: true });
    assert.equal(refused.topics[0]?.errorCode, 3);
    const gone = client.request(CreateTopics, 7, { topics: [{ name: 'new', numPartitions: 1, replicationFactor: 1 }] });
    assert.equal((await gone).topics[0]?.errorCode, 0);
    // Kafka 2.8 knows no Metadata v12: it hangs up.
    void client.request(Metadata, 12, { topics: null }).catch(() => undefined);
    await client.closed;
  });

  it('ends with 1 when a port is in use, and says which', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stdout, stderr } = await runCommand(['--port', String(port)]);
    server.close();
    assert.deepEqual([code, stdout], [1, '']);
    const words = `port ${String(port)} of 127.0.0.1 is in use: choose another with --port, or --port 0 for a free one`;
    assert.equal(stderr, `kafka-broker: ${words}\n`);
  });

  it('ends with 2 when it is called wrongly, before it listens', async () => {
    const { code, stdout, stderr } = await runCommand(['--prot', '9092']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.equal(stderr, 'kafka-broker: unknown option --prot, did you mean --port? (--help tells more)\n');
  });

  it('ends with 2 for a topic that Kafka would refuse', async () => {
    const { code, stderr } = await runCommand(['--port', '0', '--topic', 'a.b', '--topic', 'a_b']);
    assert.equal(code, 2);
    assert.match(stderr, /INVALID_TOPIC_EXCEPTION \(topic a_b\)/);
  });
});
