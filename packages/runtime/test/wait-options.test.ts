import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseOptions } from '@k/wire';
import { waitOptions } from '../src/wait-options.ts';

const parse = (options: unknown) => parseOptions('X: wait()', waitOptions, options);

it('the last argument of a call that waits: what it takes', () => {
  const { signal } = new AbortController();
  const lookalike = { aborted: false, addEventListener: () => undefined };
  for (const options of [{}, { signal }, { signal: lookalike }, { timeoutMs: 0 }, { timeoutMs: Infinity, signal }]) {
    assert.deepEqual(parse(options), options);
  }
  assert.deepEqual(parse({ signal: undefined, timeoutMs: undefined }), { signal: undefined, timeoutMs: undefined });
});

it('and what it does not, by name', () => {
  for (const [options, message] of [
    [{ timeoutMs: -1 }, 'X: wait(): option "timeoutMs": expected a number of milliseconds, 0 or more, got -1'],
    [{ timeoutMs: NaN }, 'X: wait(): option "timeoutMs": expected a number of milliseconds, 0 or more, got NaN'],
    [{ timeoutMs: '5' }, 'X: wait(): option "timeoutMs": expected a number of milliseconds, 0 or more, got "5"'],
    [{ signal: 5 }, 'X: wait(): option "signal": expected an AbortSignal, got 5'],
    [{ signal: null }, 'X: wait(): option "signal": expected an AbortSignal, got null'],
    [{ signal: { aborted: false } }, 'X: wait(): option "signal": expected an AbortSignal, got an object'],
    [{ signal: { addEventListener: it } }, 'X: wait(): option "signal": expected an AbortSignal, got an object'],
    [{ timeout: 5 }, 'X: wait(): unknown option "timeout", did you mean "timeoutMs"?'],
    [1_000, 'X: wait(): expected object, got 1000'],
  ] as const) {
    assert.throws(() => parse(options), { name: 'ConfigError', message });
  }
});
