import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { SOFTWARE_VERSION } from '../src/options.ts';

const packageFile = (name: string): Promise<string> => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');

it('the version told to brokers is the package’s', async () => {
  const { version } = JSON.parse(await packageFile('package.json')) as { version: string };
  assert.equal(SOFTWARE_VERSION, version);
});
