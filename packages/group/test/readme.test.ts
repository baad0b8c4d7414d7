import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { assertOptionTable } from '@k/testing';
import { groupMemberOptionShape } from '../src/index.ts';

it("the README's table of options says what the options say", () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  assertOptionTable(readme, groupMemberOptionShape);
});
