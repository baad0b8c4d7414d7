import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { clusterOptions } from '../src/options.ts';

/** Cells of the table rows, by the first one. */
function rows(markdown: string): Map<string, string[]> {
  const cells = markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  return new Map(cells.map(([, name = '', ...rest]) => [name, rest]));
}

const packageFile = (name: string): Promise<string> => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');

it('the README’s option table says what the schema says', async () => {
  const table = rows(await packageFile('README.md'));
  for (const [name, field] of Object.entries(clusterOptions.shape)) {
    const [fallback, description] = table.get(`\`${name}\``) ?? [];
    assert.equal(description, field.description, name);
    const parsed = field.safeParse(undefined);
    if (!parsed.success) assert.equal(fallback, 'required', name);
    else if (typeof parsed.data !== 'object') {
      assert.equal(fallback, parsed.data === undefined ? '' : `\`${JSON.stringify(parsed.data)}\``, name);
    }
  }
});
