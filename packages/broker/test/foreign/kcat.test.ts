import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { readBatches } from '@k/codec';
import { Produce } from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { announceMessageSetsOnly } from '../support/old-versions.ts';

const present = spawnSync('kcat', ['-V']).status === 0;
if (!present && process.env['CI'] === 'true') throw new Error('kcat is missing: under CI it has to be installed');

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * kcat is librdkafka, the client in C that most other languages wrap. What it shares with the other foreign clients is in
 * tools/integration: here is what depends on its settings.
 */
describe('kcat', { skip: present ? false : 'kcat is not installed (apt-get install kcat)' }, () => {
  let broker: Broker;
  before(async () => {
    broker = await createBroker({ nodes: 2, defaultPartitions: 3 });
  });
  after(() => broker.close());

  function kcat(args: readonly string[], input = ''): Promise<Result> {
    return new Promise((resolve, reject) => {
      // For metadata it has 5 s, unless it is told: less than a machine may stand still, and the broker with it.
      const child = spawn('kcat', ['-m', '60', '-b', broker.bootstrapServers.join(','), ...args], { timeout: 90_000 });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, stdout, stderr }));
      child.stdin.end(input);
    });
  }

  for (const [kafka, magic] of [
    ['0.9', 0],
    ['0.10', 1],
  ] as const) {
    for (const compression of ['none', 'gzip', 'snappy', 'lz4'] as const) {
      it(`produces and consumes message sets, as with Kafka ${kafka}: ${compression}`, async () => {
        const topic = `old-${kafka}-${compression}`;
        broker.createTopic(topic, { partitions: 1 });
        // 0.9 has no ApiVersions to ask.
        const old = magic === 0 ? ['-X', 'api.version.request=false', '-X', 'broker.version.fallback=0.9.0.1'] : [];
        const end = magic === 0 ? () => undefined : announceMessageSetsOnly(broker);
        const lines = Array.from({ length: 300 }, (_, i) => `k${String(i)}:the same words again ${String(i)}`);
        const formats = new Set<number>();
        const watching = broker.control(Produce, (request) => {
          const { records } = request.topicData[0]?.partitionData[0] ?? {};
          for (const batch of readBatches(records ?? null)) formats.add(batch.magic);
          return undefined;
        });
        const produced = await kcat(['-P', '-t', topic, '-K:', '-z', compression, ...old], lines.join('\n'));
        watching.remove();
        assert.deepEqual([produced.code, produced.stderr], [0, '']);
        assert.deepEqual([...formats], [magic]);
        assert.equal(broker.log(topic, 0).endOffset, 300);
        const consume = async (settings: readonly string[]): Promise<string[]> => {
          const args = ['-C', '-t', topic, '-e', '-q', '-o', 'beginning', '-f', '%k:%s\n', ...settings];
          const { code, stdout, stderr } = await kcat(args);
          assert.equal(code, 0, stderr);
          return stdout.trim().split('\n');
        };
        assert.deepEqual(await consume(old), lines);
        end();
        assert.deepEqual(await consume([]), lines, 'by a client of today');
      });
    }
  }

  for (const settings of [[], ['-z', 'gzip'], ['-X', 'enable.idempotence=true'], ['-X', 'acks=0'], ['-X', 'acks=1']]) {
    it(`produces and consumes (${settings.join(' ') || 'as it comes'})`, async () => {
      const topic = `k${settings.join('-').replaceAll(/[^a-z0-9]+/g, '-')}`;
      const lines = Array.from({ length: 2000 }, (_, i) => `k${String(i % 17)}:v${String(i)}`);
      const produced = await kcat(['-P', '-t', topic, '-K:', ...settings], lines.join('\n'));
      assert.deepEqual([produced.code, produced.stderr], [0, '']);
      const consumed = await kcat(['-C', '-t', topic, '-e', '-q', '-o', 'beginning', '-f', '%k:%s\n']);
      assert.equal(consumed.code, 0);
      assert.deepEqual(consumed.stdout.trim().split('\n').sort(), [...lines].sort());
      const stored = [0, 1, 2].map((partition) => broker.log(topic, partition).endOffset);
      assert.equal(
        stored.reduce((sum, end) => sum + end),
        2000,
      );
    });
  }

  it('finds offsets by timestamp', async () => {
    await kcat(['-P', '-t', 'timed', '-p', '0'], 'a\nb\n');
    const at = async (timestamp: number): Promise<string> =>
      (await kcat(['-Q', '-t', `timed:0:${String(timestamp)}`])).stdout;
    assert.match(await at(1), /timed \[0\] offset 0/);
    assert.match(await at(-2), /timed \[0\] offset 0/);
    assert.match(await at(-1), /timed \[0\] offset 2/);
  });
});
