import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { KafkaProducer } from '../src/index.ts';

it('a producer shows by console.log who it is, and nothing of what it is made of', async () => {
  const producer = new KafkaProducer({ bootstrapServers: 'a:1', clientId: 'p' });
  assert.equal(inspect(producer), "KafkaProducer { clientId: 'p', bootstrapServers: 'a:1', closed: false }");
  await producer.close();
  assert.equal(inspect(producer), "KafkaProducer { clientId: 'p', bootstrapServers: 'a:1', closed: true }");
});
