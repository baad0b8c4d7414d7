import assert from 'node:assert/strict';
import path from 'node:path';
import { it } from 'node:test';
import reporter from '../reporter.mjs';

const file = path.resolve('packages/some/dist/test/a.test.js');

/** @param {string} type @param {string} name @param {object} [more] */
const event = (type, name, more) => ({ type, data: { name, file, nesting: 0, line: 1, ...more } });

/** @param {string} of the file that declares the tests */
async function reported(of) {
  const error = new Error('test timed out after 5ms');
  const events = [
    event('test:dequeue', file),
    event('test:dequeue', 'done', { file: of }),
    event('test:complete', 'done', { file: of }),
    event('test:pass', 'done', { details: { type: 'test' } }),
    event('test:dequeue', 'suite', { file: of }),
    event('test:dequeue', 'waits', { file: of, nesting: 1 }),
    event('test:complete', file),
    event('test:fail', file, { details: { error, duration_ms: 5 } }),
    { type: 'test:diagnostic', data: { nesting: 0, message: 'cancelled 1' } },
  ];
  let text = '';
  for await (const part of reporter(/** @type {any} */ (events))) text += part;
  return text;
}

it('the reporter says which test a file was at that was stopped, also one that another file declares', async () => {
  for (const of of [file, path.resolve('tools/some/src/area.ts')])
    assert.equal(
      await reported(of),
      `packages/some/test/a.test.ts  1 passed
  FAILED: packages/some/test/a.test.ts
    at packages/some/test/a.test.ts:1, after 5 ms
    test timed out after 5ms
    it was at: suite > waits
# cancelled 1
`,
    );
});
