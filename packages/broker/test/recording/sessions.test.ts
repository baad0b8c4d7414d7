// Sessions of foreign clients that are kept, each in a file of test-fixtures/recordings. Here they are played to this broker; the
// suite `replay` of tools/integration plays them to a real Kafka. UPDATE_FIXTURES=1 records them anew.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel } from 'kafkajs';
import { createBroker, readRecording, replay, type Broker } from '../../src/index.ts';

const FOLDER = fileURLToPath(new URL('../../../../../test-fixtures/recordings/', import.meta.url));

/** What is written stays as old as it was, and would go by its age. */
const start = (): Promise<Broker> => createBroker({ asVersion: '4.4', configs: { 'log.retention.ms': -1 } });

const SESSIONS = {
  /** Topics made, written to, in a transaction that is committed, in one that is aborted, and read in a group. */
  kafkajs: async (broker: Broker) => {
    const kafka = new Kafka({ brokers: broker.bootstrapServers, clientId: 'app', logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 2, replicationFactor: 1 }] });
    const producer = kafka.producer({ transactionalId: 'billing-0', idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    for (const [drink, committed] of [
      ['tea', true],
      ['cola', false],
      ['coffee', true],
    ] as const) {
      // prettier-ignore
      const transaction = await producer.transaction();
      await transaction.send({ topic: 'orders', messages: [{ key: 'alice', value: drink, headers: { trace: '1' } }] });
      await (committed ? transaction.commit() : transaction.abort());
    }
    const consumer = kafka.consumer({ groupId: 'billing' });
    await consumer.subscribe({ topic: 'orders', fromBeginning: true });
    await consumer.run({ eachMessage: () => Promise.resolve() });
    await broker.waitForGroup('billing', { caughtUp: true, timeoutMs: 10_000 });
    await consumer.disconnect();
    await producer.disconnect();
    await admin.deleteTopics({ topics: ['orders'] });
    await admin.disconnect();
  },
  /** Debian's kcat: lists, writes with keys and headers, compressed and without doubles, reads, asks for offsets, reads in a group. */
  kcat: async (broker: Broker) => {
    broker.createTopic('orders', { partitions: 2 });
    await kcat(broker, ['-L']);
    await kcat(broker, ['-P', '-t', 'orders', '-K:', '-p', '0', '-H', 'trace=1'], 'alice:tea\nbob:coffee\n');
    await kcat(broker, ['-P', '-t', 'orders', '-K:', '-p', '1', '-z', 'gzip', '-X', 'enable.idempotence=true'], 'carol:cola\n'); // prettier-ignore
    await kcat(broker, ['-Q', '-t', 'orders:0:-1']);
    await kcat(broker, ['-C', '-t', 'orders', '-o', 'beginning', '-e', '-q']);
    await kcat(broker, ['-G', 'billing', '-X', 'auto.offset.reset=earliest', '-c', '3', '-q', 'orders']);
  },
};

describe('a kept session of', () => {
  for (const [client, session] of Object.entries(SESSIONS)) {
    const file = path.join(FOLDER, `${client}.jsonl`);
    it(`${client} is answered as it was`, async () => {
      if (process.env['UPDATE_FIXTURES'] !== undefined) {
        await using recorded = await start();
        const recording = recorded.record();
        await session(recorded);
        await recorded.waitUntil(() => recorded.connections.length === 0);
        await recording.save(file);
      }
      await using broker = await start();
      if (client === 'kcat') broker.createTopic('orders', { partitions: 2 });
      const { exchanges } = await readRecording(file);
      const report = await replay(file, { bootstrapServers: broker.bootstrapServers });
      assert.deepEqual(
        report.differing.map(({ what, unanswered, differences }) => [what, unanswered ?? differences]),
        [],
      );
      assert.equal(report.sent, exchanges.length);
      assert.ok(exchanges.length > 20, String(exchanges.length));
    });
  }
});

async function kcat(broker: Broker, args: readonly string[], input = ''): Promise<void> {
  const child = spawn('kcat', ['-m', '60', '-b', broker.bootstrapServers.join(), ...args], {
    stdio: ['pipe', 'ignore', 'inherit'],
    timeout: 60_000,
  });
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 0, args.join(' '));
}
