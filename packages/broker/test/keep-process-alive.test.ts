// Whether a broker that nobody closes keeps its process. Real processes: nothing else can tell.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { Metadata } from '@k/wire';
import { Program } from './support/program.ts';
import { RawClient } from './support/raw-client.ts';

const broker = new URL('../src/index.js', import.meta.url).href;
const kafkajs = createRequire(import.meta.url).resolve('kafkajs');

const program = (text: string): Program =>
  Program.ofText(`import { createBroker } from ${JSON.stringify(broker)};\n${text}`);

/** It ends by itself. */
async function run(text: string): Promise<{ code: number | null; stdout: string }> {
  await using child = program(text);
  const { code, stdout, stderr } = await child.ended;
  assert.equal(stderr, '');
  return { code, stdout };
}

describe('a process with a broker that nobody closes', { timeout: 300_000 }, () => {
  it('ends: neither ports nor timers hold it', async () => {
    const { code, stdout } = await run(`
      const broker = await createBroker({ nodes: 3, topics: { t: 3 }, autoLeaderRebalance: true });
      broker.produce('t', { value: 'a' });
      await broker.restart(1);
      console.log(broker.log('t', 0).endOffset);
    `);
    assert.deepEqual([code, stdout], [0, '1']);
  });

  it('goes on while a test waits for something in the broker', async () => {
    const { code, stdout } = await run(`
      const broker = await createBroker({ topics: { t: 1 } });
      await broker.expectRecords('t', 1, { timeoutMs: 50 }).catch(({ constructor }) => console.log(constructor.name));
    `);
    assert.deepEqual([code, stdout], [0, 'ExpectationError']);
  });

  it('ends with a client of another make that is connected still, once that is done', async () => {
    const { code, stdout } = await run(`
      import kafkajs from ${JSON.stringify(kafkajs)};
      const broker = await createBroker({ topics: { t: 1 } });
      const kafka = new kafkajs.Kafka({ brokers: broker.bootstrapServers, logLevel: 0 });
      const producer = kafka.producer();
      await producer.connect();
      await producer.send({ topic: 't', messages: [{ value: 'a' }] });
      const consumer = kafka.consumer({ groupId: 'g' });
      await consumer.connect();
      await consumer.subscribe({ topic: 't', fromBeginning: true });
      await new Promise((resolve) => void consumer.run({ eachMessage: resolve }));
      await consumer.disconnect();
      await producer.disconnect();
      console.log(broker.group('g').state);
    `);
    assert.deepEqual([code, stdout], [0, 'Empty']);
  });

  it('ends while a client of another process is connected and in a group', async () => {
    await using child = program(`
      const broker = await createBroker();
      console.log(broker.bootstrapServers[0]);
      await new Promise((resolve) => process.stdin.once('end', resolve).resume());
    `);
    const client = await RawClient.tcp(await child.line());
    await client.request(Metadata, 12, { topics: [] });
    child.child.stdin?.end();
    const { code, stderr } = await child.ended;
    assert.equal(code, 0, stderr);
    await client.closed;
  });

  it('goes on with keepProcessAlive, until it is closed', async () => {
    await using child = program(`
      const broker = await createBroker({ keepProcessAlive: true });
      console.log(broker.bootstrapServers[0]);
      broker.observe(({ type }) => type === 'disconnect' && void broker.close());
    `);
    const client = await RawClient.tcp(await child.line());
    await client.request(Metadata, 12, { topics: [] });
    client.close();
    const { code, stderr } = await child.ended;
    assert.equal(code, 0, stderr);
  });
});
