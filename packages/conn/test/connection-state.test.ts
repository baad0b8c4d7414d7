import assert from 'node:assert/strict';
import { it } from 'node:test';
import { StateError } from '@k/wire';
import { transition } from '../src/connection-state.ts';

it('a connection goes forward only', () => {
  assert.equal(transition('disconnected', 'connecting', 'b:1'), 'connecting');
  assert.equal(transition('connecting', 'ready', 'b:1'), 'ready');
  assert.throws(() => transition('closed', 'connecting', 'b:1'), StateError);
  assert.throws(() => transition('ready', 'negotiating', 'b:1'), /b:1.*'ready' to 'negotiating'/);
});
