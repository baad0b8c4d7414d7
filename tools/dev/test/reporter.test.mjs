import assert from 'node:assert/strict';
import path from 'node:path';
import { it } from 'node:test';
import reporter from '../reporter.mjs';

const file = path.resolve('packages/some/dist/test/a.test.js');

/** @param {string} type @param {string} name @param {object} [more] */
const event = (type, name, more) => ({ type, data: { name, file, nesting: 0, line: 1, ...more } });

it('the reporter says which test a file was at that was stopped', async () => {
  const error = new Error('test timed out after 5ms');
  const events = [
    event('test:dequeue', file),
    event('test:dequeue', 'done'),
    event('test:complete', 'done'),
    event('test:pass', 'done', { details: { type: 'test' } }),
    event('test:dequeue', 'suite'),
    event('test:dequeue', 'waits', { nesting: 1 }),
    event('test:complete', file),
    event('test:fail', file, { details: { error, duration_ms: 5 } }),
    { type: 'test:diagnostic', data: { nesting: 0, message: 'cancelled 1' } },
  ];
  let text = '';
  for await (const part of reporter(/** @type {any} */ (events))) text += part;
  assert.equal(
    text,
    `packages/some/test/a.test.ts  1 passed
  FAILED: packages/some/test/a.test.ts
    at packages/some/test/a.test.ts:1, after 5 ms
    test timed out after 5ms
    it was at: suite > waits
# cancelled 1
`,
  );
});
