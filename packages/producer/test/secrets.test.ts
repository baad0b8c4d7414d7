import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { KafkaProducer } from '../src/index.ts';

it('a producer shows no password, key or passphrase, however it is printed', async () => {
  const secret = 'hunter2-and-more';
  const ssl = { key: `-----BEGIN PRIVATE KEY-----\n${secret}`, cert: 'x', passphrase: secret };
  const sasl = { mechanism: 'SCRAM-SHA-512', username: 'alice', password: secret } as const;
  const producer = new KafkaProducer({ bootstrapServers: '127.0.0.1:1', ssl, sasl });
  const properties = inspect(producer, { depth: 30, showHidden: true, getters: true, maxStringLength: null });
  const json = JSON.stringify(producer, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
  assert.ok(!`${properties} ${json}`.includes(secret));
  await producer.close();
});
