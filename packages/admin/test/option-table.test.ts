import { it } from 'node:test';
import { clusterOptions } from '@k/cluster';
import { assertDefaults, assertOptionTable, Editor } from '@k/testing';
import { adminOptions } from '../src/index.ts';

const folder = new URL('../../', import.meta.url);
const options = new Editor(folder).shownOptions('@k/admin', 'AdminOptions');

it('the README’s table of options is what an editor shows', () => {
  const own = options.filter(({ name }) => name === 'bootstrapServers' || !(name in clusterOptions.shape));
  assertOptionTable(new URL('README.md', folder), own);
});

it('the defaults that an editor shows are those of the check', () => {
  assertDefaults(options, adminOptions.shape);
});
