import assert from 'node:assert/strict';
import { it } from 'node:test';
import { VirtualClock } from '@k/runtime';
import { Warnings } from '../src/warnings.ts';

it('a warning with the same root is told again after a minute, whatever words are around it', async () => {
  const clock = new VirtualClock();
  const told: string[] = [];
  const warnings = new Warnings(clock, ({ message }) => told.push(message));
  const root = new Error('refused');
  warnings.add(new Error('one', { cause: root }));
  warnings.add(new Error('two', { cause: new Error('between', { cause: root }) }));
  warnings.add(new Error('another'));
  assert.deepEqual(told, ['one', 'another']);
  await clock.advance(59_999);
  warnings.add(new Error('three', { cause: root }));
  assert.deepEqual(told, ['one', 'another']);
  await clock.advance(1);
  warnings.add(new Error('four', { cause: root }));
  warnings.add(new Error('five', { cause: root }));
  assert.deepEqual(told, ['one', 'another', 'four']);
});
