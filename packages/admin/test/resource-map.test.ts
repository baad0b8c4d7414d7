import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { ResourceMap, settled } from '../src/index.ts';

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
    ['\0number 1', 'odd text'],
  ]);
  assert.deepEqual([map.get(1), map.get('1'), map.get('\0number 1'), map.size], ['number', 'text', 'odd text', 3]);
});

it('is shown and written as a Map of its entries', () => {
  const map = new ResourceMap([['orders', { partitions: 3 }]]);
  assert.equal(inspect(map), "ResourceMap(1) { 'orders' => { partitions: 3 } }");
  assert.equal(JSON.stringify(map), '[["orders",{"partitions":3}]]');
  assert.equal(map.delete('orders'), true);
  assert.deepEqual([map.size, [...map.keys()]], [0, []]);
});

it('settled() takes a call that has a ResourceMap, of whichever copy of this package, and no other', async () => {
  class ResourceMapOfAnotherCopy extends Map<string, number> {}
  for (const results of [new ResourceMap([['orders', 1]]), new ResourceMapOfAnotherCopy([['orders', 1]])]) {
    const outcomes = await settled(Promise.resolve(results as ResourceMap<string, number>));
    assert.deepEqual([...outcomes], [['orders', { status: 'fulfilled', value: 1 }]]);
  }
  for (const other of [{ clusterId: 'a', nodes: [] }, ['orders'], new Set(['orders']), 'orders', 3, null, undefined]) {
    const call = Promise.resolve(other) as unknown as Promise<ResourceMap<string, number>>;
    await assert.rejects(settled(call), {
      name: 'ConfigError',
      message: /settled\(\): call: expected .*ResourceMap, got /,
    });
  }
});
