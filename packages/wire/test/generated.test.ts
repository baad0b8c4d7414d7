import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadSchemas } from '@k/tool-codegen';
import fc from 'fast-check';
import { structOf } from './arbitraries.ts';
import { interpretWrite } from './interpreter.ts';
import { messageNamed, messages, plain, repository } from './support.ts';

const schemas = await loadSchemas(`${repository}packages/wire/schema`);
const models = schemas.flatMap(({ model }) =>
  model.kind === 'api' ? [model.request, model.response] : [model.message],
);

test('there is a schema for every message, and the other way round', () => {
  assert.deepEqual(models.map(({ name }) => name).sort(), [...messages.keys()].sort());
});

test('the facts of a message are those of its schema', () => {
  for (const model of models) {
    const { minVersion, maxVersion, flexibleSince } = messageNamed(model.name);
    assert.deepEqual(
      { minVersion, maxVersion, flexibleSince },
      { minVersion: model.versions.from, maxVersion: model.versions.to, flexibleSince: model.flexibleSince },
      model.name,
    );
  }
});

for (const model of models) {
  test(`${model.name}: the generated code agrees with an interpreter of the schema`, () => {
    const message = messageNamed(model.name);
    for (let version = message.minVersion; version <= message.maxVersion; version++) {
      fc.assert(
        fc.property(structOf(model.body, model, version), (value) => {
          const bytes = interpretWrite(model, version, value);
          assert.equal(message.encode(version, value).toString('hex'), bytes.toString('hex'));
          assert.deepEqual(plain(message.decode(version, bytes)), plain(value));
        }),
        { numRuns: 25, seed: 20240229 + version },
      );
    }
  });
}
