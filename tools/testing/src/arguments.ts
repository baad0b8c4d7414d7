import assert from 'node:assert/strict';
import { ConfigError } from '@k/wire';

/** What a program without types may hand in. */
export const odd = (value: unknown): never => value as never;

/** For `assert.throws` and `assert.rejects`: it is a ConfigError that says so. */
export function says(message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ConfigError, String(error));
    assert.match(error.message, message);
    return true;
  };
}
