import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { KafkaConsumer } from '../src/index.ts';

it('a consumer shows by console.log who it is and what it reads, and nothing of what it is made of', async () => {
  const consumer = new KafkaConsumer({ bootstrapServers: 'a:1', clientId: 'c', groupId: 'g' });
  const facts = "clientId: 'c', groupId: 'g', bootstrapServers: 'a:1', partitions: 0";
  assert.equal(inspect(consumer, { breakLength: Infinity }), `KafkaConsumer { ${facts} }`);
  await consumer.close();
});
