import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { it } from 'node:test';
import { offAbort, onAbort } from '../src/abort.ts';

it('a signal gets one listener, however many wait on it, and none when the last has left', () => {
  const { signal } = new AbortController();
  const listeners = Array.from({ length: 100 }, () => () => undefined);
  for (const listener of listeners) onAbort(signal, listener);
  assert.equal(getEventListeners(signal, 'abort').length, 1);
  for (const listener of listeners) offAbort(signal, listener);
  assert.equal(getEventListeners(signal, 'abort').length, 0);
  offAbort(signal, () => undefined);
});

it('everyone still waiting is told the reason, once', () => {
  const abort = new AbortController();
  const told: string[] = [];
  const gone = (): number => told.push('gone');
  onAbort(abort.signal, (reason) => told.push(`a: ${String(reason)}`));
  onAbort(abort.signal, gone);
  onAbort(abort.signal, (reason) => told.push(`b: ${String(reason)}`));
  offAbort(abort.signal, gone);
  abort.abort('enough');
  abort.abort('again');
  assert.deepEqual(told, ['a: enough', 'b: enough']);
});
