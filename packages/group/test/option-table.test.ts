import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertDefaults, assertNumericOptions, assertOptionTable, Editor } from '@k/testing';
import { groupMemberOptionShape } from '../src/index.ts';
import { groupMemberOptions } from '../src/options.ts';

const folder = new URL('../../', import.meta.url);
const options = new Editor(folder).shownOptions('@k/group', 'GroupMemberOptions');

it('the README’s table of options is what an editor shows', () => {
  assertOptionTable(new URL('README.md', folder), options);
});

it('the defaults that an editor shows are those of the check', () => {
  assertDefaults(options, groupMemberOptionShape);
});

it('numbers that cannot be used are refused by name, with what is taken and what was given', () => {
  assert.ok(assertNumericOptions(groupMemberOptions).length > 3);
});
