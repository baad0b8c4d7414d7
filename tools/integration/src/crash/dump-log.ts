import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { createBroker } from '@k/broker';
import { KafkaProducer } from '@k/producer';
import { classpathOf, DEFAULT_VERSION, findJava, MissingPrerequisiteError } from '@k/tool-kafka';

/** Since Kafka 4.4; it was kafka.tools.DumpLogSegments before. */
const DUMP_LOG = 'org.apache.kafka.tools.DumpLogSegments';
/**
 * What it prints of what is as it should be. Of each segment that does not begin at 0, the one of 4.4 says that -1 is followed by its
 * first offset: it counts from there.
 */
const FINE =
  /^(?:Non-consecutive offsets in |  -1 is followed by |.*\.index is empty\.$|baseOffset: |\| offset: |offset: |timestamp: |Dumping |Log starting offset: |producerId: |$)/;

/** Kafka's own kafka-dump-log on the files of a `dataDir`: it reads logs to their last record, and compares indexes with them. */
export function dumpLog(): void {
  describe('kafka-dump-log', () => {
    it('reads the logs of a dataDir, and has nothing to say against their indexes', async (t) => {
      const dump = await dumper(t.skip.bind(t));
      if (dump === undefined) return;
      const dataDir = mkdtempSync(path.join(tmpdir(), 'k-dump-'));
      try {
        await writeLogs(dataDir);
        for (const partition of ['plain-0', 'pairs-0']) {
          const dir = path.join(dataDir, partition);
          const files = readdirSync(dir).filter((name) => /\.(?:log|index|timeindex)$/.test(name));
          assert.ok(partition === 'pairs-0' || files.length >= 6, 'there are several segments');
          const lines = await dump(files.map((name) => path.join(dir, name)));
          assert.deepEqual(lines.filter((line) => !FINE.test(line)), [], partition); // prettier-ignore
          assert.equal(lines.filter((line) => line.startsWith('| offset: ')).length, recordsOf(partition));
        }
        await assertNoticed(dump, path.join(dataDir, 'plain-0', '00000000000000000000'));
      } finally {
        rmSync(dataDir, { recursive: true, force: true });
      }
    });
  });
}

type Dump = (files: readonly string[]) => Promise<string[]>;

async function dumper(skip: (reason: string) => void): Promise<Dump | undefined> {
  try {
    const java = await findJava();
    const classpath = await classpathOf(DEFAULT_VERSION, console.log);
    return async (files) => {
      const args = ['-Xmx256m', '-cp', classpath, DUMP_LOG, '--deep-iteration', '--files', files.join(',')];
      const limit = { timeout: 180_000, killSignal: 'SIGKILL' } as const;
      const { stdout, stderr } = await promisify(execFile)(java, args, { maxBuffer: 1 << 26, ...limit });
      return [...stdout.split('\n'), ...stderr.split('\n').filter((line) => !/log4j|SLF4J|logger/i.test(line))];
    };
  } catch (error) {
    if (!(error instanceof MissingPrerequisiteError)) throw error;
    skip(error.message);
    return undefined;
  }
}

const RECORDS = 3_000;
const PAIRS = 20;

function recordsOf(partition: string): number {
  // Each transaction ends with a marker.
  return partition === 'plain-0' ? RECORDS : 3 * PAIRS;
}

async function writeLogs(dataDir: string): Promise<void> {
  const broker = await createBroker({ dataDir, asVersion: '3.9' });
  const { bootstrapServers } = broker;
  broker.createTopic('plain', { config: { 'segment.bytes': 60_000 } });
  broker.createTopic('pairs');
  await using plain = new KafkaProducer({ bootstrapServers, batchSize: 1_000 });
  const now = Date.now();
  for (let i = 0; i < RECORDS; i += 10) {
    // Times that go back and forth, in batches of many sizes.
    const record = (n: number) => ({
      topic: 'plain',
      value: 'x'.repeat((i * 7 + n) % 400),
      timestamp: now - ((i * 37) % 1000),
    });
    await plain.sendMany(Array.from({ length: 10 }, (_, n) => record(n)));
  }
  await using pairs = new KafkaProducer({ bootstrapServers, transactionalId: 'pairs' });
  for (let i = 0; i < PAIRS; i++) {
    await pairs.beginTransaction();
    await pairs.sendMany([1, 2].map((n) => ({ topic: 'pairs', value: String(n) })));
    await (i % 3 === 0 ? pairs.abortTransaction() : pairs.commitTransaction());
  }
  await Promise.all([plain.close(), pairs.close()]);
  await broker.close();
}

/** It would have noticed. */
async function assertNoticed(dump: Dump, stem: string): Promise<void> {
  const index = readFileSync(`${stem}.index`);
  index.writeInt32BE(index.readInt32BE(0) + 1, 0);
  writeFileSync(`${stem}.index`, index);
  assert.ok((await dump([`${stem}.index`])).some((line) => line.startsWith('Mismatches in')));
}
