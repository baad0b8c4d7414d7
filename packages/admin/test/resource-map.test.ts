import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { ResourceMap } from '../src/index.ts';

it('finds what says the same: the order of fields does not count, nor do undefined ones', () => {
  const map = new ResourceMap<{ topic: string; partition: number; more?: string | undefined }, string>();
  map.set({ topic: 'orders', partition: 0 }, 'a').set({ topic: 'orders', partition: 1 }, 'b');
  assert.equal(map.get({ partition: 0, topic: 'orders' }), 'a');
  assert.equal(map.get({ topic: 'orders', partition: 1, more: undefined }), 'b');
  assert.equal(map.get({ topic: 'orders', partition: 2 }), undefined);
  assert.equal(map.has({ topic: 'orders', partition: 1, more: 'x' }), false);
  map.set({ partition: 0, topic: 'orders' }, 'c');
  assert.deepEqual([...map.values()], ['c', 'b']);
});

it('a number is not its text', () => {
  const map = new ResourceMap<number | string, string>([
    [1, 'number'],
    ['1', 'text'],
  ]);
  assert.deepEqual([map.get(1), map.get('1'), map.size], ['number', 'text', 2]);
});

it('is shown and written as a Map of its entries', () => {
  const map = new ResourceMap([['orders', { partitions: 3 }]]);
  assert.equal(inspect(map), "ResourceMap(1) { 'orders' => { partitions: 3 } }");
  assert.equal(JSON.stringify(map), '[["orders",{"partitions":3}]]');
  assert.equal(map.delete('orders'), true);
  assert.deepEqual([map.size, [...map.keys()]], [0, []]);
});
