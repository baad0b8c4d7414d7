import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareRanges, type Definition } from '../src/index.ts';

const range = (from: number, to: number) => ({ announcedFrom: from, from, to, ofUse: true });
const table = {
  releases: [{ name: '3.9' }, { name: '4.0' }],
  apis: [
    { key: 1, name: 'Fetch', ranges: [range(0, 17), range(4, 17)], throttlesSince: undefined },
    { key: 68, name: 'New', ranges: [undefined, range(0, 0)], throttlesSince: undefined },
  ],
};
const fetch: Definition = { name: 'FetchRequest', type: 'request', apiKey: 1, validVersions: '4-17' };
const unstable = { name: 'NewRequest', type: 'request', apiKey: 68, validVersions: '0-1', latestVersionUnstable: true };

test('the ranges of a release are those of its definitions, the unstable version apart', () => {
  assert.deepEqual(compareRanges('4.0.1', [fetch, unstable], table), []);
  assert.deepEqual(compareRanges('3.9.2', [fetch, unstable], table), [
    'Fetch: versions 4 to 17, the table has 0 to 17',
  ]);
  assert.deepEqual(compareRanges('4.0.0', [fetch, { ...unstable, validVersions: '0-2' }], table), [
    'New: versions 0 to 1, the table has 0 to 0',
  ]);
  assert.deepEqual(compareRanges('4.0.0', [fetch], table), ['New: the table has it, 4.0.0 lacks it']);
  assert.deepEqual(compareRanges('4.1.0', [fetch], table), [], 'a release that the table does not have');
});
