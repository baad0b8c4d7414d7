// Kept sessions of foreign clients with @k/broker, asked of a real Kafka: what it answers otherwise stands in a table, or it is a
// failure. Run by main.ts with node's test runner.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRecording, replay, type ReplayDifference } from '@k/broker';
import { type KafkaServer, startKafka } from '@k/tool-kafka';
import { KafkaAdmin } from '@k/admin';
import { EXPECTED_DIFFERENCES, rowOf } from './replay/expected-differences.ts';

const version = process.env['K_KAFKA_VERSION'] ?? '';
const RECORDINGS = fileURLToPath(new URL('../../../../test-fixtures/recordings/', import.meta.url));

describe(`recordings, replayed to Apache Kafka ${version}`, () => {
  let kafka: KafkaServer;
  const used = new Set<unknown>();

  before(async () => {
    const log = (line: string): void => {
      console.error(line);
    };
    // What is written stays as old as it was.
    kafka = await startKafka({ version, properties: { 'log.retention.ms': '-1' }, log });
  });
  after(() => kafka.stop());

  // That of kcat last: it leaves its topic there, with records.
  for (const client of ['kafkajs', 'kcat'] as const) {
    it(`${client} is answered as by @k/broker`, async () => {
      const file = path.join(RECORDINGS, `${client}.jsonl`);
      if (client === 'kcat') await makeOrders(kafka.bootstrapServer);
      const report = await replay(file, {
        bootstrapServers: kafka.bootstrapServer,
      });
      const unexpected = report.differing.flatMap(told).filter((line) => {
        const row = rowOf(line);
        if (row !== undefined) used.add(row);
        return row === undefined;
      });
      assert.deepEqual(unexpected, []);
      const { length } = (await readRecording(file)).exchanges;
      assert.equal(report.sent, length);
      assert.ok(report.same > length / 2, `${String(report.same)} of ${String(length)} are the same`);
    });
  }

  it('differs in all that the table says, so that nothing stays there that is mended', () => {
    assert.deepEqual(
      EXPECTED_DIFFERENCES.filter((row) => !used.has(row) && row.isSometimes !== true),
      [],
    );
  });
});

async function makeOrders(bootstrapServers: string): Promise<void> {
  const admin = new KafkaAdmin({ bootstrapServers });
  try {
    await admin.createTopics([{ name: 'orders', numPartitions: 2 }]);
  } finally {
    await admin.close();
  }
}

/** `Fetch v11 responses[0].errorCode: 0 became 3` */
function told({ exchange, unanswered, differences }: ReplayDifference): string[] {
  const what = `${exchange.apiName} v${String(exchange.version)}`;
  if (unanswered !== undefined) return [`${what}: ${unanswered}`];
  return differences.map(
    ({ path: field, recorded, replayed }) => `${what} ${field}: ${shown(recorded)} became ${shown(replayed)}`,
  );
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
}
