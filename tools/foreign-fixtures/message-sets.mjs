// Records the message sets (formats 0 and 1) that other clients send, by having them produce to @k/broker:
//   npm run build && node tools/foreign-fixtures/message-sets.mjs test-fixtures/codec/client-message-sets.json
// Needs kcat (librdkafka); kafkajs is a development dependency of @k/broker.
import { spawnSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ApiVersions, Fetch, Produce } from '@k/wire';
import { createBroker } from '@k/broker';

const kafkajs = createRequire(new URL('../../packages/broker/package.json', import.meta.url))('kafkajs');
const LINES = [
  ['key-1', 'value'],
  ['clé', 'größe, 値, 📦'],
  ['key-1', ''],
  ...Array.from({ length: 30 }, (_, i) => [`key-${i % 3}`, `the same words again and again, ${i}`]),
];
const FORMATS = [
  // kcat's settings for brokers that cannot be asked; highest Produce and Fetch that are announced to the others.
  {
    magic: 0,
    kcat: ['-X', 'api.version.request=false', '-X', 'broker.version.fallback=0.9.0.1'],
    produce: 1,
    fetch: 1,
  },
  { magic: 1, kcat: [], produce: 2, fetch: 3 },
];

const broker = await createBroker({});
const cases = [];

/** Runs `send` and keeps what arrives meanwhile for its topic. */
async function record(client, magic, compression, highest, send) {
  const topic = `${client}-${magic}-${compression}`.replaceAll(' ', '-');
  broker.createTopic(topic);
  const sets = [];
  const watching = broker.control(Produce, (request, context) => {
    for (const { name, partitionData } of request.topicData) {
      if (name === topic)
        sets.push({ produceVersion: context.version, bytes: Buffer.from(partitionData[0].records).toString('base64') });
    }
    return undefined;
  });
  const announcing = broker.control(ApiVersions, async (_request, context) => {
    const answer = await context.forward();
    const limit = new Map([
      [Produce.key, highest.produce],
      [Fetch.key, highest.fetch],
    ]);
    return {
      ...answer,
      apiKeys: answer.apiKeys.map((each) => ({ ...each, maxVersion: limit.get(each.apiKey) ?? each.maxVersion })),
    };
  });
  await send(topic);
  watching.remove();
  announcing.remove();
  if (broker.log(topic, 0).endOffset !== LINES.length)
    throw new Error(`${topic}: ${broker.log(topic, 0).endOffset} records`);
  cases.push({ client, magic, compression, sets });
}

function kcat(args, input) {
  return new Promise((resolve, reject) => {
    const child = spawn('kcat', ['-b', broker.bootstrapServers.join(), ...args], {
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`kcat ended with ${code}`))));
    child.stdin.end(input);
  });
}

const version = /librdkafka ([\d.]+)/.exec(spawnSync('kcat', ['-V'], { encoding: 'utf8' }).stdout)[1];
for (const format of FORMATS) {
  for (const compression of ['none', 'gzip', 'snappy', 'lz4']) {
    await record(`librdkafka ${version}`, format.magic, compression, format, (topic) =>
      kcat(
        ['-P', '-t', topic, '-K:', '-z', compression, '-X', 'linger.ms=200', ...format.kcat],
        LINES.map((line) => line.join(':')).join('\n'),
      ),
    );
  }
  // In format 0 kafkajs does not compress, whatever it is told.
  for (const compression of format.magic === 0 ? ['none'] : ['none', 'gzip']) {
    await record('kafkajs 2.2.4', format.magic, compression, format, async (topic) => {
      const kafka = new kafkajs.Kafka({ brokers: broker.bootstrapServers, logLevel: kafkajs.logLevel.ERROR });
      const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
      await producer.connect();
      const messages = LINES.map(([key, value]) => ({ key, value, timestamp: '1700000000000' }));
      await producer.send({ topic, compression: kafkajs.CompressionTypes[compression.toUpperCase()] ?? 0, messages });
      await producer.disconnect();
    });
  }
}
writeFileSync(
  process.argv[2],
  `${JSON.stringify({ madeBy: 'tools/foreign-fixtures/message-sets.mjs', records: LINES, cases }, null, 1)}\n`,
);
await broker.close();
console.log(
  cases
    .map(({ client, magic, compression, sets }) => `${client}, format ${magic}, ${compression}: ${sets.length}`)
    .join('\n'),
);
