import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, describe, it } from 'node:test';
import { readTopic } from '../reading.ts';
import type { GetLab } from '../lab.ts';
import type { JavaTools } from '../target.ts';

const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/** Kafka's own console tools on what we write, and we on what they write. */
export function javaTools(lab: GetLab): void {
  describe('Java’s own tools', () => {
    it('read what we compress', async (t) => {
      const java = toolsOf(lab, t);
      if (java === undefined) return;
      const topic = await lab().topic(1);
      const sent: string[] = [];
      const ways = COMPRESSIONS.flatMap((type) => [[type, Infinity] as const, [type, 0] as const]);
      for (const [compressionType, compressionThreadBytes] of ways) {
        // For snappy and lz4 more than one block; and what does not get smaller.
        const values = Array.from({ length: 300 }, (_, i) => `${compressionType} ${i} ${'some words '.repeat(i)}`);
        values.push(Array.from({ length: 30_000 }, (_, i) => ((i * 7919) % 9973).toString(36)).join(''));
        await using producer = lab().producer({ compressionType, compressionThreadBytes });
        await producer.sendMany(values.map((value) => ({ topic, value })));
        sent.push(...values);
      }
      const output = await java.run('console-consumer', [
        ...['--bootstrap-server', lab().target.bootstrapServers.join(',')],
        ...['--topic', topic, '--from-beginning', '--max-messages', String(sent.length), '--timeout-ms', '30000'],
      ]);
      assert.deepEqual(linesOf(output), sent);
    });

    it('write what we read', async (t) => {
      const java = toolsOf(lab, t);
      if (java === undefined) return;
      const topic = await lab().topic(1);
      const payloads = Array.from({ length: 20 }, (_, i) => `payload ${i} ${'some words '.repeat(i * 10)}`.trim());
      const file = path.join(java.dir, 'payloads.txt');
      await writeFile(file, payloads.join('\n'));
      for (const compression of COMPRESSIONS) {
        await java.run('producer-performance', [
          ...['--topic', topic, '--num-records', '500', '--throughput', '-1'],
          ...['--payload-file', file, '--producer-props'],
          `bootstrap.servers=${lab().target.bootstrapServers.join(',')}`,
          ...['acks=all', 'linger.ms=50', `compression.type=${compression}`],
        ]);
      }
      const read = (await readTopic(lab(), topic)).map(({ value }) => value);
      assert.equal(read.length, 500 * COMPRESSIONS.length);
      // It picks them as it likes: all of them, most likely, but none of its own making.
      assert.deepEqual([...new Set(read)].sort(), [...payloads].sort());
    });
  });
}

function toolsOf(lab: GetLab, t: TestContext): JavaTools | undefined {
  const { java, name } = lab().target;
  if (java === undefined) t.skip(`${name} has no tools`);
  return java;
}

function linesOf(output: string): string[] {
  return output.split('\n').filter((line) => line !== '' && !line.startsWith('Processed a total of '));
}
