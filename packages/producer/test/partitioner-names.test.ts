import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { PartitionerName } from '../src/partitioner.ts';
import { bench } from './support/core.ts';

type Row = readonly [
  key: string,
  consistent: number | null,
  consistentRandom: number | null,
  murmur2Random: number | null,
];

// Compiled to dist/test: the fixture stays with the sources.
const { vectors } = JSON.parse(
  readFileSync(new URL('../../test/fixtures/partitions-librdkafka.json', import.meta.url), 'utf8'),
) as { readonly vectors: readonly Row[] };

/** The keys as bytes, and as text where they are one. */
const forms = (key: Buffer): (Buffer | string)[] =>
  Buffer.from(key.toString()).equals(key) ? [key, key.toString()] : [key];

async function partitionsOf(
  partitioner: PartitionerName,
  keys: readonly (Buffer | string | null)[],
  partitions: number,
): Promise<number[]> {
  const { clock, core } = bench({ partitioner }, { topics: { t: partitions } });
  const stored = await clock.runUntil(core.sendMany(keys.map((key) => ({ topic: 't', key, value: 'v' }))));
  await clock.runUntil(core.close(Infinity));
  return stored.map(({ partition }) => partition);
}

for (const [column, partitioner] of [
  [1, 'consistent'],
  [2, 'consistent_random'],
  [3, 'murmur2_random'],
] as const) {
  test(`${partitioner}: a key goes where librdkafka's producer puts it, as text and as bytes`, async () => {
    assert.ok(vectors.length > 70);
    const rows = vectors.filter((row) => row[column] !== null);
    const keys = rows.flatMap((row) => forms(Buffer.from(row[0], 'base64')).map((key) => ({ key, at: row[column] })));
    const partitions = await partitionsOf(
      partitioner,
      keys.map(({ key }) => key),
      12,
    );
    assert.deepEqual(
      partitions,
      keys.map(({ at }) => at),
    );
  });
}

// Of librdkafka's tests/0048-partitioner.c.
const LONG = 'this is another string with more length to it perhaps';

test('consistent and consistent_random place keys by the hashes of librdkafka’s own test', async () => {
  const expected = [0xb1b451d7 % 17, 0xb0150df7 % 17, 0xd077037e % 17];
  assert.deepEqual(await partitionsOf('consistent_random', ['23456', LONG, 'hejsan'], 17), expected);
  // What has no key, or an empty one, is on partition 0.
  const all = await partitionsOf('consistent', [null, '', '23456', LONG, 'hejsan'], 17);
  assert.deepEqual(all, [0, 0, ...expected]);
});

test('murmur2_random: the hashes of librdkafka’s own test', async () => {
  const partitions = await partitionsOf('murmur2_random', ['', '23456', LONG, 'hejsan'], 17);
  assert.deepEqual(partitions, [0x106e08d9 % 17, 0x058d780f % 17, 0x4f7703da % 17, 0x5ec19395 % 17]);
});

test('consistent_random: an empty key is none, and shares the partition of the moment with those without', async () => {
  const { clock, core } = bench({ partitioner: 'consistent_random' }, { topics: { t: 40 } });
  const seen = new Set<number>();
  for (const key of [null, '', Buffer.alloc(0), undefined, '']) {
    seen.add((await clock.runUntil(core.send({ topic: 't', key, value: 'v' }))).partition);
  }
  assert.equal(seen.size, 1);
  await clock.runUntil(core.close(Infinity));
});

test('partitionerIgnoreKeys: records with a key stay together as those without do', async () => {
  const { clock, core } = bench({ partitionerIgnoreKeys: true }, { topics: { t: 40 } });
  const records = Array.from({ length: 20 }, (_, i) => ({ topic: 't', key: `${i}`, value: 'v' }));
  const partitions = (await clock.runUntil(core.sendMany(records))).map(({ partition }) => partition);
  assert.equal(new Set(partitions).size, 1);
  await clock.runUntil(core.close(Infinity));
});
