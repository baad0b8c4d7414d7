import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { KafkaAdmin } from '@k/admin';
import { KafkaConsumer } from '@k/consumer';
import { ApiVersions, encodeRequestFrame } from '@k/wire';
import { logValues } from '../codec/samples.ts';
import { createTopic, fillTopic } from '../topics.ts';
import { ms, type Amounts, type Figures } from './figures.ts';
import type { BrokerTarget } from './targets.ts';

const run = promisify(execFile);

const PARTITIONS = 6;
const VALUE_BYTES = 100;
const TOPICS_A_CALL = 100;

/** One after the other, on a broker that has just started. */
export async function measureWork({ bootstrapServer, pid }: BrokerTarget, amounts: Amounts): Promise<Figures> {
  const { records, topics, connections } = amounts;
  const figures: Record<string, string> = { 'RSS when it is up': rss(pid) };
  const rate = (elapsedMs: number): string => `${Math.round((records / elapsedMs) * 1000).toLocaleString('en')}/s`;
  let topic = '';
  figures['records in, @k/producer'] = rate(
    await timed(async () => {
      const filling = {
        partitions: PARTITIONS,
        valueBytes: VALUE_BYTES,
        compression: 'none',
        batchBytes: 16_384,
      } as const;
      topic = await fillTopic(bootstrapServer, { ...filling, records });
    }),
  );
  figures['records out, @k/consumer'] = rate(await timed(() => readAll(bootstrapServer, topic, records)));
  const second = await createTopic(bootstrapServer, PARTITIONS);
  Object.assign(figures, await kcat(bootstrapServer, second, records, rate));
  figures[`RSS with twice ${records.toLocaleString('en')} records`] = rss(pid);
  figures[`${topics.toLocaleString('en')} topics made`] = ms(await timed(() => makeTopics(bootstrapServer, topics)));
  const open: Socket[] = [];
  figures[`${connections} connections, each with an answer`] = ms(
    await timed(async () => {
      open.push(...(await Promise.all(Array.from({ length: connections }, () => ask(bootstrapServer)))));
    }),
  );
  figures['RSS with all of it'] = rss(pid);
  for (const socket of open) socket.destroy();
  return figures;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function readAll(bootstrapServers: string, topic: string, records: number): Promise<void> {
  const groupId = `bench-${topic}`;
  await using consumer = new KafkaConsumer({ bootstrapServers, groupId, autoOffsetReset: 'earliest' });
  consumer.subscribe({ topics: [topic] });
  let read = 0;
  for await (const { value } of consumer) {
    if (value !== null) read += 1;
    if (read === records) break;
  }
}

/** The same from a file and to nowhere, by librdkafka; nothing where there is no kcat. */
async function kcat(server: string, topic: string, records: number, rate: (ms: number) => string): Promise<Figures> {
  const there = await run('kcat', ['-V']).catch(() => undefined);
  if (there === undefined) return {};
  const folder = await mkdtemp(path.join(tmpdir(), 'k-bench-'));
  try {
    const file = path.join(folder, 'values');
    const values = logValues(1000, VALUE_BYTES).map((value) => value.toString().replaceAll('\n', ' '));
    await writeFile(file, Array.from({ length: records }, (_, i) => values[i % values.length]).join('\n'));
    const at = ['-b', server, '-t', topic];
    const produced = await timed(() => run('kcat', ['-P', ...at, '-l', file]));
    // Nothing but an end of line of each: what is read is not printed.
    const args = ['-C', ...at, '-q', '-e', '-o', 'beginning', '-f', '\n'];
    let lines = 0;
    const consumed = await timed(async () => {
      const { stdout } = await run('kcat', args, { maxBuffer: 2 * records + 1024 });
      lines = stdout.length;
    });
    // A new topic has one in each partition.
    if (lines !== records + PARTITIONS) throw new Error(`kcat read ${lines} records`);
    return { 'records in, kcat': rate(produced), 'records out, kcat': rate(consumed) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function makeTopics(bootstrapServers: string, count: number): Promise<void> {
  await using admin = new KafkaAdmin({ bootstrapServers });
  for (let first = 0; first < count; first += TOPICS_A_CALL) {
    const names = Array.from({ length: Math.min(TOPICS_A_CALL, count - first) }, (_, i) => `made-${first + i}`);
    await admin.createTopics(names.map((name) => ({ name, numPartitions: 1, replicationFactor: 1 })));
  }
}

/** A connection that has been answered, and stays. */
async function ask(server: string): Promise<Socket> {
  const [host = '', port] = server.split(':');
  const socket = connect({ host, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  for (const chunk of encodeRequestFrame(ApiVersions, 0, { correlationId: 1, clientId: 'bench' }, {}))
    socket.write(chunk);
  await once(socket, 'data');
  return socket;
}

/** What the process holds of the machine's memory, where the system tells (Linux). */
function rss(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1]);
    return `${Math.round((kibibytes * 1024) / 1e6)} MB`;
  } catch {
    return '–';
  }
}
