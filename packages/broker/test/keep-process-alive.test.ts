// Whether a broker that nobody closes keeps its process. Real processes: nothing else can tell.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { Metadata } from '@k/wire';
import { RawClient } from './support/raw-client.ts';

const broker = new URL('../src/index.js', import.meta.url).href;
const kafkajs = createRequire(import.meta.url).resolve('kafkajs');

/** Ends by itself, or the test's time limit ends the test. */
async function run(program: string): Promise<{ code: number | null; stdout: string }> {
  const text = `import { createBroker } from ${JSON.stringify(broker)};\n${program}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout };
}

describe('a process with a broker that nobody closes', { timeout: 120_000 }, () => {
  it('ends: neither ports nor timers hold it', async () => {
    const { code, stdout } = await run(`
      const broker = await createBroker({ nodes: 3, topics: { t: 3 }, autoLeaderRebalance: true });
      broker.produce('t', { value: 'a' });
      await broker.restart(1);
      console.log(broker.log('t', 0).endOffset);
    `);
    assert.deepEqual([code, stdout], [0, '1\n']);
  });

  it('goes on while a test waits for something in the broker', async () => {
    const { code, stdout } = await run(`
      const broker = await createBroker({ topics: { t: 1 } });
      await broker.expectRecords('t', 1, { timeoutMs: 50 }).catch(({ constructor }) => console.log(constructor.name));
    `);
    assert.deepEqual([code, stdout], [0, 'ExpectationError\n']);
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
    assert.deepEqual([code, stdout], [0, 'Empty\n']);
  });

  it('ends while a client of another process is connected and in a group', async () => {
    const text = `import { createBroker } from ${JSON.stringify(broker)};
      const broker = await createBroker();
      console.log(broker.bootstrapServers[0]);
      await new Promise((resolve) => process.stdin.once('end', resolve).resume());
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', text], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [address] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const client = await RawClient.tcp(address.trim());
    await client.request(Metadata, 12, { topics: [] });
    child.stdin.end();
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.equal(code, 0);
    await client.closed;
  });

  it('goes on with keepProcessAlive, until it is closed', async () => {
    const text = `import { createBroker } from ${JSON.stringify(broker)};
      const broker = await createBroker({ keepProcessAlive: true });
      console.log(broker.bootstrapServers[0]);
      broker.observe(({ type }) => type === 'disconnect' && void broker.close());
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', text], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [address] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const client = await RawClient.tcp(address.trim());
    await client.request(Metadata, 12, { topics: [] });
    client.close();
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.equal(code, 0);
  });
});
