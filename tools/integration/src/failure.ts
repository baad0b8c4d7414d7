import assert from 'node:assert/strict';

/** The error of a call that must fail. */
export async function failure(call: Promise<unknown>): Promise<Error> {
  const error: unknown = await call.then(
    () => assert.fail('it should have failed'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Error, `it should have failed with an Error, not with ${String(error)}`);
  return error;
}
