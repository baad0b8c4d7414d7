import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { assertOptionTable } from '@k/testing';
import { clusterOptions } from '../src/options.ts';

it('the README’s option table says what the schema says', async () => {
  assertOptionTable(await readFile(new URL('../../README.md', import.meta.url), 'utf8'), clusterOptions.shape);
});
