import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readBatches } from '../src/index.ts';
import { codecs, registryOf } from './codecs.ts';

interface Fixtures {
  readonly records: readonly { key: string | null; value: string; headers: readonly (readonly [string, string])[] }[];
  readonly cases: readonly { client: string; compression: string; bytes: string }[];
}

const url = new URL('../../../../test-fixtures/codec/client-record-batches.json', import.meta.url);
const { records, cases } = JSON.parse(readFileSync(url, 'utf8')) as Fixtures;

describe('compressed batches that other clients produced', () => {
  it('are of two clients, in all compressions', () => assert.equal(cases.length, 8));

  for (const { client, compression, bytes } of cases) {
    for (const { name, codec, skip } of codecs.filter(({ codec: { type } }) => type === compression)) {
      it(`${client}, read with ${name}`, { skip }, () => {
        const batches = [...readBatches(Buffer.from(bytes, 'base64'), { compressions: registryOf(codec) })];
        for (const batch of batches) assert.equal(batch.compression, compression);
        const read = batches.flatMap((batch) => [...batch]);
        assert.deepEqual(
          read.map(({ keyText, valueText, headers }) => ({
            key: keyText,
            value: valueText,
            headers: headers.map(({ key, value }) => [key, value?.toString()]),
          })),
          records,
        );
      });
    }
  }
});
