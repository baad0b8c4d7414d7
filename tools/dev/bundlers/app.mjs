// What is bundled: sends and reads records in every compression, and says what it saw.
import { createBroker } from '@k/broker';
import { compressionTypes } from '@k/codec';
import { KafkaConsumer } from '@k/consumer';
import { KafkaProducer } from '@k/producer';
import { MultiProcessConsumer, SimpleClient } from '@k/simple';

const VALUE = 'a pound of tea '.repeat(1000);

async function main() {
  const broker = await createBroker();
  const { bootstrapServers } = broker;
  broker.createTopic('orders', { partitions: 1 });
  for (const compressionType of compressionTypes) {
    const producer = new KafkaProducer({ bootstrapServers, compressionType });
    await producer.send({ topic: 'orders', key: compressionType, value: VALUE });
    await producer.close();
  }
  const consumer = new KafkaConsumer({ bootstrapServers, groupId: 'billing', autoOffsetReset: 'earliest' });
  consumer.subscribe(['orders']);
  /** @type {string[]} */
  const read = [];
  for await (const { key, value } of consumer) {
    if (String(value) === VALUE) read.push(String(key));
    if (key === null || String(key) === compressionTypes.at(-1)) break;
  }
  await consumer.close();
  const threads = await readInThreads(bootstrapServers);
  await broker.close();
  const { createRequire } = process.getBuiltinModule('node:module');
  const loaded = Object.keys(createRequire(process.argv[1] ?? '').cache);
  const addons = loaded.flatMap((file) => /(lz4|crc32)[^/\\]*\.node$/.exec(file)?.[1] ?? []);
  console.log(JSON.stringify({ read, threads, addons: addons.sort(), error: nameOfAnError() }));
}

/**
 * By threads, whose program is a bundle of its own beside this one.
 * @param {string[]} bootstrapServers
 */
async function readInThreads(bootstrapServers) {
  const program = process.argv[1] ?? '';
  const path = process.getBuiltinModule('node:path');
  const workerFile = path.join(path.dirname(path.resolve(program)), 'consumer-worker.mjs');
  const client = new SimpleClient({ bootstrapServers });
  const consumer = new MultiProcessConsumer(client, null, 'orders', { workerFile });
  const messages = await consumer.getMessages({ count: compressionTypes.length, timeout: 60 });
  await consumer.stop();
  await client.close();
  return messages.map(({ message }) => String(message.key));
}

/** Its class has another name in a bundle that was made small. */
function nameOfAnError() {
  try {
    new KafkaProducer({ bootstrapServers: '' });
  } catch (error) {
    return error instanceof Error ? error.name : undefined;
  }
}

void main();
