// node tools/integration/dist/src/record-client-batches.js OUTPUT.json [PYTHON]
// Has other clients produce, with every compression, to @k/broker, and writes down the batches as they came in.
// Needs kcat, and a Python with kafka-python, python-snappy, lz4 and zstandard. The tests of @k/codec read the result.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createBroker } from '@k/broker';

interface ForeignRecord {
  readonly key: string | null;
  readonly value: string;
  readonly headers: readonly (readonly [string, string])[];
}

interface Client {
  /** Its name and version. */
  name(): Promise<string>;
  produce(
    bootstrapServer: string,
    topic: string,
    compression: string,
    records: readonly ForeignRecord[],
  ): Promise<void>;
}

const COMPRESSIONS = ['gzip', 'snappy', 'lz4', 'zstd'] as const;

/** Some that repeat and some that do not, and more than a block of snappy or lz4 holds. */
const RECORDS: readonly ForeignRecord[] = Array.from({ length: 40 }, (_, i) => ({
  key: i % 7 === 0 ? null : `key-${i % 5}`,
  value:
    i === 20 ? 'größe '.repeat(12_000) : `{"number": ${i}, "text": "some text that repeats", "hash": "${hashOf(i)}"}`,
  headers: [['client', 'other']],
}));

const kcat: Client = {
  async name() {
    const version = /Version (\S+).*?librdkafka ([\d.]+)/.exec(await run('kcat', ['-V'], ''));
    return `kcat ${version?.[1] ?? '?'} (librdkafka ${version?.[2] ?? '?'})`;
  },
  async produce(bootstrapServer, topic, compression, records) {
    const lines = records.map(({ key, value }) => `${key ?? ''}|${value}`).join('\n');
    // All in one batch. -Z: an empty key is none.
    const args = ['-b', bootstrapServer, '-P', '-t', topic, '-p', '0', '-K|', '-Z', '-H', 'client=other'];
    await run('kcat', [...args, '-X', `compression.codec=${compression}`, '-X', 'linger.ms=200'], lines);
  },
};

function kafkaPython(python: string): Client {
  const program = `
import json, sys
from kafka import KafkaProducer
server, topic, compression = sys.argv[1:]
producer = KafkaProducer(bootstrap_servers=server, compression_type=compression,
                         linger_ms=200, batch_size=1000000)
for record in json.load(sys.stdin):
    producer.send(topic, partition=0, key=record['key'] and record['key'].encode(), value=record['value'].encode(),
                  headers=[(name, value.encode()) for name, value in record['headers']])
producer.close()
`;
  return {
    name: async () =>
      `kafka-python ${(await run(python, ['-c', 'import kafka; print(kafka.__version__)'], '')).trim()}`,
    async produce(bootstrapServer, topic, compression, records) {
      await run(python, ['-c', program, bootstrapServer, topic, compression], JSON.stringify(records));
    },
  };
}

async function main(output: string, python: string): Promise<void> {
  await using broker = await createBroker();
  const [bootstrapServer = ''] = broker.bootstrapServers;
  const cases: object[] = [];
  for (const client of [kcat, kafkaPython(python)]) {
    const name = await client.name();
    for (const compression of COMPRESSIONS) {
      const topic = `${name.split(' ')[0] ?? ''}-${compression}`;
      broker.createTopic(topic, { partitions: 1 });
      await client.produce(bootstrapServer, topic, compression, RECORDS);
      const bytes = Buffer.concat([...broker.log(topic, 0).batches()].map((batch) => batch.bytes));
      cases.push({ client: name, compression, bytes: bytes.toString('base64') });
      console.log(`${name}, ${compression}: ${bytes.length} bytes`);
    }
  }
  await writeFile(output, `${JSON.stringify({ records: RECORDS, cases }, null, 1)}\n`);
}

function run(command: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(text);
      else reject(new Error(`${command} ended with ${String(code)}`));
    });
    child.stdin.end(input);
  });
}

/** Some digits that do not compress. */
function hashOf(i: number): string {
  let text = '';
  for (let state = i + 1; text.length < 40; text += state.toString(36)) state = (state * 48_271) % 0x7fff_ffff;
  return text;
}

const [output, python = 'python3'] = process.argv.slice(2);
if (output === undefined) {
  console.error('Usage: record-client-batches OUTPUT.json [PYTHON]');
  process.exitCode = 2;
} else {
  await main(output, python);
}
