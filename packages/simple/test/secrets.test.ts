import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { failure } from '@k/testing';
import { KafkaConnection, MultiProcessConsumer, SimpleClient, SimpleConsumer } from '../src/index.ts';

const SECRET = 'hunter2-and-more';
const KEY = `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----`;
const SSL = { ca: 'not a certificate', cert: 'nor this', key: KEY, passphrase: SECRET };

/** All that a log, a debugger's console or an error report may make of it. */
function shown(value: unknown): string {
  const json = JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
  const properties = inspect(value, { depth: 30, showHidden: true, getters: true, maxStringLength: null });
  return `${String(value)} ${properties} ${json} ${value instanceof Error ? (value.stack ?? '') : ''}`;
}

it('secrets are in nothing that can be printed of a SimpleClient, its consumers or a KafkaConnection', async () => {
  const sasl = { mechanism: 'PLAIN', username: 'alice', password: SECRET } as const;
  const simple = new SimpleClient({ bootstrapServers: '127.0.0.1:1', sasl, ssl: SSL });
  const raw = new KafkaConnection({ host: '127.0.0.1', port: 1, ssl: SSL });
  const consumers = [new SimpleConsumer(simple, null, 't'), new MultiProcessConsumer(simple, null, 't')];
  const errors = [await failure(simple.loadMetadataForTopics()), await failure(raw.connect())];
  for (const value of [simple, simple.cluster, simple.copy(), raw, raw.copy(), ...consumers, ...errors]) {
    const text = shown(value);
    for (const secret of [SECRET, Buffer.from(SECRET).toString('base64'), Buffer.from(SECRET).toString('hex')]) {
      assert.ok(!text.includes(secret), `it shows ${secret}: ${text.slice(0, 2_000)}`);
    }
  }
  await simple.close();
});
