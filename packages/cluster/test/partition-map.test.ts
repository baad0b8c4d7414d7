import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { ConfigError } from '@k/wire';
import { PartitionMap } from '../src/index.ts';

it('a PartitionMap keeps a value for each partition', () => {
  const map = new PartitionMap<string>([
    ['a', 0, 'x'],
    ['b', 0, 'y'],
    ['a', 1, 'z'],
    ['a', 0, 'w'],
  ]);
  assert.equal(map.size, 3);
  assert.equal(map.get('a', 0), 'w');
  assert.equal(map.has('b', 1), false);
  assert.deepEqual(
    [...map],
    [
      ['a', 0, 'w'],
      ['a', 1, 'z'],
      ['b', 0, 'y'],
    ],
  );
  assert.deepEqual(map.byTopic(), [
    [
      'a',
      [
        [0, 'w'],
        [1, 'z'],
      ],
    ],
    ['b', [[0, 'y']]],
  ]);
  assert.deepEqual([...map.values()], ['w', 'z', 'y']);
  assert.deepEqual([map.delete('b', 0), map.delete('b', 0), map.size], [true, false, 2]);
  assert.deepEqual(map.byTopic().length, 1);
  map.clear();
  assert.deepEqual([map.size, [...map]], [0, []]);
  assert.throws(() => map.set('a', 0.5, ''), ConfigError);
  assert.throws(() => map.set(5 as never, 0, ''), ConfigError);
});

it('a PartitionMap takes { topic, partition } wherever it takes a topic and a partition', () => {
  const place = { topic: 'a', partition: 1 };
  const map = new PartitionMap<string | undefined>([
    ['a', 0, 'x'],
    [place, 'y'],
  ]);
  assert.deepEqual([map.get(place), map.get('a', 1), map.has(place)], ['y', 'y', true]);
  assert.deepEqual([map.set(place, undefined).get('a', 1), map.size], [undefined, 2]);
  assert.deepEqual([map.delete(place), map.delete(place), map.has(place), map.size], [true, false, false, 1]);
  assert.throws(() => map.set({ topic: 'a' } as never, ''), {
    name: 'ConfigError',
    message: /partition: expected a whole/,
  });
  // As what awaits an answer of a consumer, by JavaScript: no partition is nowhere.
  assert.deepEqual([map.get('a' as never), map.has({} as never)], [undefined, false]);
});

it('a PartitionMap has keys and entries, and is printed with what is in it', () => {
  const map = new PartitionMap<number>([
    ['a', 0, 7],
    ['b', 3, 8],
  ]);
  assert.deepEqual(
    [...map.keys()],
    [
      { topic: 'a', partition: 0 },
      { topic: 'b', partition: 3 },
    ],
  );
  assert.deepEqual([...map.entries()], [...map]);
  assert.equal(inspect(map), "PartitionMap(2) { 'a-0' => 7, 'b-3' => 8 }");
  assert.equal(inspect(new PartitionMap()), 'PartitionMap(0) {}');
  assert.equal(JSON.stringify(map), '{"a":{"0":7},"b":{"3":8}}');
});
