import assert from 'node:assert/strict';
import { it } from 'node:test';
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
