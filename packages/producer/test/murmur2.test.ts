import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { murmur2, murmur2OfString, toPositive } from '../src/murmur2.ts';
import { partitionForKey } from '../src/partitioner.ts';
import { bench } from './support/core.ts';

interface Fixture {
  readonly vectors: readonly (readonly [key: string, hash: number, positive: number, of7: number])[];
}

// Compiled to dist/test: the fixture stays with the sources.
const fixture = JSON.parse(
  readFileSync(new URL('../../test/fixtures/murmur2-java.json', import.meta.url), 'utf8'),
) as Fixture;

test('murmur2 equals Java on every vector', () => {
  assert.ok(fixture.vectors.length > 180);
  for (const [key, hash, positive, of7] of fixture.vectors) {
    const bytes = Buffer.from(key, 'base64');
    assert.equal(murmur2(bytes), hash, key);
    assert.equal(toPositive(murmur2(bytes)), positive, key);
    assert.equal(partitionForKey(bytes, 7), of7);
  }
});

test('a producer sends every key to the partition that Java picks', async () => {
  const { clock, core } = bench({}, { topics: { t: 7 } });
  const records = fixture.vectors.map(([key]) => ({ topic: 't', key: Buffer.from(key, 'base64'), value: 'v' }));
  const stored = await clock.runUntil(core.sendMany(records));
  assert.deepEqual(
    stored.map(({ partition }) => partition),
    fixture.vectors.map(([, , , of7]) => of7),
  );
  await clock.runUntil(core.close(Infinity));
});

test('a string key hashes as its UTF-8 bytes', () => {
  for (const [key, hash] of fixture.vectors) {
    const bytes = Buffer.from(key, 'base64');
    const text = bytes.toString('utf8');
    if (Buffer.from(text, 'utf8').equals(bytes)) assert.equal(murmur2OfString(text), hash, text);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      assert.equal(murmur2OfString(text), murmur2(Buffer.from(text, 'utf8')));
    }),
    { seed: 20261130 },
  );
  const giant = 'ü'.repeat(40_000);
  assert.equal(murmur2OfString(giant), murmur2(Buffer.from(giant)));
});

test('one character that is not ASCII, wherever it stands among others', () => {
  for (let length = 1; length <= 11; length++) {
    for (let at = 0; at < length; at++) {
      for (const [odd, others] of [
        ['ü', 'a'],
        ['\u0080', '\0'],
        ['\u007f', 'a'],
      ] as const) {
        const text = others.repeat(at) + odd + others.repeat(length - at - 1);
        assert.equal(murmur2OfString(text), murmur2(Buffer.from(text)), JSON.stringify(text));
      }
    }
  }
});
