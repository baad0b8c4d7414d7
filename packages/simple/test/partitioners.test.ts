import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  ConfigError,
  HashedPartitioner,
  LegacyPartitioner,
  Murmur2Partitioner,
  RoundRobinPartitioner,
} from '../src/index.ts';

// Compiled to dist/test: the fixture stays with the sources.
const { vectors } = JSON.parse(
  readFileSync(new URL('../../test/fixtures/partitioners-kafka-python.json', import.meta.url), 'utf8'),
) as { readonly vectors: readonly (readonly [key: string, legacy: number, murmur2: number, ofList: number])[] };

const twelve = Array.from({ length: 12 }, (_, partition) => partition);

describe('partitioners of kafka-python', () => {
  it('HashedPartitioner and LegacyPartitioner place keys as on Python 2.7', () => {
    assert.equal(HashedPartitioner, LegacyPartitioner);
    assert.ok(vectors.length >= 40);
    const partitioner = new HashedPartitioner(twelve);
    for (const [key, legacy, , ofList] of vectors) {
      const bytes = Buffer.from(key, 'base64');
      assert.equal(partitioner.partition(bytes), legacy, key);
      assert.equal(partitioner.partition(bytes, [3, 5, 9, 11, 12, 40, 41]), ofList, key);
    }
    assert.equal(partitioner.partition('käse'), partitioner.partition(Buffer.from('käse')));
  });

  it('Murmur2Partitioner places keys as kafka-python and Java do', () => {
    const partitioner = new Murmur2Partitioner(twelve);
    for (const [key, , murmur2] of vectors)
      assert.equal(partitioner.partition(Buffer.from(key, 'base64')), murmur2, key);
    // Of kafka-python's test_partitioner.py.
    const thousand = new Murmur2Partitioner(Array.from({ length: 1_000 }, (_, partition) => partition));
    const expected = { '': 681, a: 524, ab: 434, abc: 107, '123456789': 566, '\x00 ': 742 };
    for (const [key, partition] of Object.entries(expected)) assert.equal(thousand.partition(key), partition);
    assert.equal(thousand.partition(Buffer.from('test')), thousand.partition('test'));
    assert.equal(thousand.partition('abc', [7, 8]), 7 + (thousand.partition('abc', twelve.slice(0, 2)) % 2));
  });

  it('RoundRobinPartitioner gives each partition in turn, and begins anew with other partitions', () => {
    const partitioner = new RoundRobinPartitioner([4, 2]);
    assert.deepEqual(
      ['a', null, 'a', 'b'].map((key) => partitioner.partition(key)),
      [4, 2, 4, 2],
    );
    assert.equal(partitioner.partition('a', [4, 2]), 4);
    assert.deepEqual(
      [1, 2, 3, 4].map(() => partitioner.partition('a', [0, 1, 2])),
      [0, 1, 2, 0],
    );
    assert.equal(partitioner.partition('a'), 1, 'those it was told last');
    assert.equal(partitioner.partition('a', []), 2, 'an empty list is none');
  });

  it('refuse what is no list of partitions, and what is no key', () => {
    for (const Partitioner of [RoundRobinPartitioner, LegacyPartitioner, Murmur2Partitioner]) {
      for (const wrong of [[], 3, [1.5], undefined]) {
        assert.throws(() => new Partitioner(wrong as number[]), { name: 'ConfigError', message: /partitions/ });
      }
      assert.throws(() => new Partitioner([0]).partition('k', 7 as unknown as number[]), ConfigError);
    }
    for (const Partitioner of [LegacyPartitioner, Murmur2Partitioner]) {
      assert.throws(() => new Partitioner([0]).partition(5 as unknown as string), {
        name: 'ConfigError',
        message: /key/,
      });
    }
  });
});
