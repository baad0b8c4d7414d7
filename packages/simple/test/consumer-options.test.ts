import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertDefaults, assertNumericOptions, Editor } from '@k/testing';
import { multiProcessConsumerOptions, simpleConsumerOptions } from '../src/index.ts';

it('the defaults of the consumers that an editor shows are those of the check', () => {
  const editor = new Editor(new URL('../../', import.meta.url));
  const all = {
    SimpleConsumerOptions: simpleConsumerOptions,
    MultiProcessConsumerOptions: multiProcessConsumerOptions,
  };
  for (const [name, schema] of Object.entries(all)) {
    assertDefaults(editor.shownOptions('@k/simple', name), schema.shape);
    assert.ok(assertNumericOptions(schema).length > 3);
  }
});
