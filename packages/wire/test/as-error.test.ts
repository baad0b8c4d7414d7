import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asError, messageOf } from '@k/wire';

test('what was thrown becomes an Error that keeps it', () => {
  const error = new TypeError('no');
  assert.equal(asError(error), error);
  const made = asError('text');
  assert.ok(made instanceof Error);
  assert.equal(made.message, 'text');
  assert.equal(made.cause, 'text');
});

test('the message of what was thrown', () => {
  assert.equal(messageOf(new TypeError('no')), 'no');
  assert.equal(messageOf(undefined), 'undefined');
});
