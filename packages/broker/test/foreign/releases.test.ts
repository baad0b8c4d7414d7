import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { createBroker } from '../../src/index.ts';

/** Clients of others against each release that is played. */

const present = spawnSync('kcat', ['-V']).status === 0;
if (!present && process.env['CI'] === 'true') throw new Error('kcat is missing: under CI it has to be installed');

function kcat(args: readonly string[], input = ''): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('kcat', ['-m', '60', ...args], { timeout: 90_000 });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}

describe('kcat and asVersion', { skip: present ? false : 'kcat is not installed (apt-get install kcat)' }, () => {
  const old = (fallback: string): string[] => [
    '-X',
    'api.version.request=false',
    '-X',
    `broker.version.fallback=${fallback}`,
  ];
  for (const [asVersion, settings] of [
    ['0.8.2', old('0.8.2')],
    ['0.9', old('0.9.0')],
    ['0.10.2', []],
    ['0.11', []],
    ['1.1', []],
    ['2.4', []],
    ['2.8', []],
    ['3.9', []],
    ['4.4', []],
  ] as const) {
    for (const compression of ['none', 'gzip'] as const) {
      it(`${asVersion}: produces and consumes (${compression})`, async () => {
        await using broker = await createBroker({ asVersion, emptyUntilFirstTopic: false });
        broker.createTopic('t');
        const at = ['-b', broker.bootstrapServers.join(','), '-t', 't', ...settings];
        const lines = Array.from({ length: 200 }, (_, i) => `k${String(i)}:value ${String(i)}`);
        const produced = await kcat(['-P', '-K:', '-z', compression, ...at], lines.join('\n'));
        assert.deepEqual([produced.code, produced.stderr], [0, '']);
        const consumed = await kcat(['-C', '-e', '-q', '-o', 'beginning', '-f', '%k:%s\n', ...at]);
        assert.deepEqual(consumed.stdout.trim().split('\n'), lines);
      });
    }
  }

  for (const asVersion of ['0.11', '1.1', '2.4', '2.8', '3.9', '4.4'] as const) {
    it(`${asVersion}: produces in a transaction`, async () => {
      await using broker = await createBroker({ asVersion });
      broker.createTopic('t');
      const at = ['-b', broker.bootstrapServers.join(','), '-t', 't'];
      const produced = await kcat(['-P', ...at, '-X', 'transactional.id=kcat'], 'a\nb\n');
      assert.match(produced.stderr, /Transaction successfully committed/);
      assert.equal(broker.transaction('kcat')?.state, 'CompleteCommit');
      assert.equal(broker.log('t', 0).endOffset, 3, 'two records and a marker');
      const consumed = await kcat(['-C', '-e', '-q', '-o', 'beginning', '-f', '%o:%s\n', ...at]);
      assert.deepEqual(consumed.stdout.trim().split('\n'), ['0:a', '1:b']);
    });
  }

  it('0.10.2: is told at once that there are no transactions', async () => {
    await using broker = await createBroker({ asVersion: '0.10.2' });
    broker.createTopic('t');
    const at = ['-b', broker.bootstrapServers.join(','), '-t', 't'];
    const { code, stderr } = await kcat(['-P', ...at, '-X', 'transactional.id=kcat'], 'a\n');
    assert.equal(code, 1);
    assert.match(stderr, /Transactions not supported/);
  });

  it('0.9: consumes in a group with a session timeout of the time', async () => {
    await using broker = await createBroker({ asVersion: '0.9' });
    broker.createTopic('t');
    const at = ['-b', broker.bootstrapServers.join(','), ...old('0.9.0')];
    await kcat(['-P', '-t', 't', ...at], 'a\nb\n');
    const settings = ['-X', 'session.timeout.ms=6000', '-X', 'auto.offset.reset=earliest'];
    const grouped = await kcat(['-G', 'g', '-e', '-q', ...settings, ...at, 't']);
    assert.deepEqual(grouped.stdout.trim().split('\n'), ['a', 'b']);
    assert.equal(broker.committed('g', 't', 0)?.offset, 2);
  });
});

describe('kafkajs and asVersion', () => {
  for (const asVersion of ['0.10.2', '0.11', '1.1', '2.4', '2.8', '3.9', '4.4'] as const) {
    it(`${asVersion}: produces, consumes in a group, administers`, { timeout: 60_000 }, async () => {
      await using broker = await createBroker({ asVersion });
      const kafka = new Kafka({ brokers: broker.bootstrapServers, logLevel: logLevel.NOTHING });
      const admin = kafka.admin();
      await admin.connect();
      await admin.createTopics({ topics: [{ topic: 't', numPartitions: 2, replicationFactor: 1 }] });
      await admin.disconnect();
      const producer = kafka.producer();
      await producer.connect();
      const values = Array.from({ length: 100 }, (_, i) => `v${String(i)}`);
      for (const compression of [CompressionTypes.None, CompressionTypes.GZIP]) {
        await producer.send({ topic: 't', compression, messages: values.map((value) => ({ key: value, value })) });
      }
      await producer.disconnect();
      const consumer = kafka.consumer({ groupId: 'g', sessionTimeout: 10_000 });
      await consumer.connect();
      await consumer.subscribe({ topics: ['t'], fromBeginning: true });
      const seen: string[] = [];
      await new Promise<void>((resolve, reject) => {
        const eachMessage = ({ message }: { message: { value: Buffer | null } }): Promise<void> => {
          if (seen.push(message.value?.toString() ?? '') === 2 * values.length) resolve();
          return Promise.resolve();
        };
        consumer.run({ eachMessage }).catch(reject);
      });
      await consumer.disconnect();
      assert.deepEqual(seen.sort(), [...values, ...values].sort());
    });
  }
});
