import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ApiSchema, emitProtocolPage, type LoadedSchema, parseSchema, type Release } from '../src/index.ts';

const schema: ApiSchema = {
  key: 7,
  name: 'Test',
  target: 'any broker',
  about: 'A test.',
  versions: { 0: 'The first.', 1: 'Flexible.', 2: 'More.' },
  flexible: 1,
  request: {},
  response: {},
};
const schemas: LoadedSchema[] = [{ file: '007-test', model: parseSchema(schema) }];
const release = (version: string, messages: Record<string, [number, number]>): Release => ({
  version,
  messages: new Map(Object.entries(messages).map(([name, [from, to]]) => [name, { from, to }])),
});

test('the page has a row for each API, with the versions of each release', () => {
  const page = emitProtocolPage(schemas, [
    release('3.9.2', { TestRequest: [0, 1], TestResponse: [0, 1], ShareFetchRequest: [0, 0] }),
    release('4.4.0', { TestRequest: [1, 2] }),
  ]);
  assert.match(page, /^1 APIs, 3 pairs/m);
  assert.match(page, /^\| 7 \| Test \| 0–2 \| 1–2 \| 0–1 \| 1 on \| any broker \|$/m);
});

test('what a release has and no schema is an error that names it', () => {
  const lacking = [release('4.4.0', { TestRequest: [1, 3], OtherRequest: [0, 0], ShareFetchRequest: [1, 2] })];
  assert.throws(
    () => emitProtocolPage(schemas, lacking),
    /TestRequest 1–3 of 4\.4\.0, OtherRequest 0 of 4\.4\.0, ShareFetchRequest 1–2 of 4\.4\.0$/,
  );
});
