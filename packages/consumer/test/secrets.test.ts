import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { KafkaConsumer } from '../src/index.ts';

it('a consumer shows no password, key or passphrase, however it is printed', async () => {
  const secret = 'hunter2-and-more';
  const ssl = { key: `-----BEGIN PRIVATE KEY-----\n${secret}`, cert: 'x', passphrase: secret };
  const sasl = { mechanism: 'SCRAM-SHA-512', username: 'alice', password: secret } as const;
  const consumer = new KafkaConsumer({ bootstrapServers: '127.0.0.1:1', ssl, sasl, groupId: 'g' });
  const properties = inspect(consumer, { depth: 30, showHidden: true, getters: true, maxStringLength: null });
  const json = JSON.stringify(consumer, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
  assert.ok(!`${properties} ${json}`.includes(secret));
  await consumer.close();
});
