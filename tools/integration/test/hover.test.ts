import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { brokerOptionsSchema } from '@k/broker';
import { assertDefaults, assertOptionTable, Editor } from '@k/testing';

const packages = new URL('../../../../packages/', import.meta.url);
const editor = new Editor(new URL('../../', import.meta.url));

describe('an editor shows for each option', () => {
  for (const name of readdirSync(packages)) {
    it(`of @k/${name} what it is for`, () => {
      const types = editor.optionTypes(`@k/${name}`);
      const silent = types.flatMap((type) =>
        editor
          .shownOptions(`@k/${name}`, type)
          .filter(({ sentence }) => !/^\S.* \S/.test(sentence))
          .map((option) => `${type}.${option.name}: ${option.sentence}`),
      );
      assert.deepEqual(silent, []);
    });
  }
});

// Of the clients' options their own packages test it; the broker's tests cannot, since what reads the options stands on it.
it('the README’s table of the broker’s options is what an editor shows', () => {
  assertOptionTable(new URL('broker/README.md', packages), editor.shownOptions('@k/broker', 'BrokerOptions'));
});

it('the defaults that an editor shows of the broker’s options are those of the check', () => {
  const { shape } = brokerOptionsSchema;
  assertDefaults(editor.shownOptions('@k/broker', 'BrokerOptions'), shape);
  const listener = shape.listeners.unwrap().element.shape;
  assertDefaults(editor.shownOptions('@k/broker', 'BrokerListenerOptions'), listener);
  assertDefaults(editor.shownOptions('@k/broker', 'BrokerTlsOptions'), listener.tls.unwrap().shape);
  assertDefaults(editor.shownOptions('@k/broker', 'BrokerSaslOptions'), listener.sasl.unwrap().shape);
});
