import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { clusterOptions } from '@k/cluster';
import { producerOptions } from '../src/index.ts';

const README = new URL('../../README.md', import.meta.url);
const BEGIN = '<!-- options: made from the schema; UPDATE_README=1 renews them -->\n';
const END = '<!-- end of options -->';

interface Field {
  safeParse(input: unknown): { success: boolean; data?: unknown };
  readonly description?: string | undefined;
}

function defaultOf(field: Field): string {
  const { success, data } = field.safeParse(undefined);
  if (!success) return 'required';
  if (data === undefined) return '';
  if (typeof data === 'object') return "Node's own";
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- objects are out
  return `\`${typeof data === 'string' ? `'${data}'` : String(data)}\``;
}

function table(names: readonly string[]): string {
  const fields = producerOptions.shape as unknown as Record<string, Field>;
  const rows = names.map((name) => {
    const field = fields[name]!;
    assert.ok(field.description, `option ${name} has no description`);
    return `| \`${name}\` | ${defaultOf(field)} | ${field.description} |`;
  });
  return ['| option | default | what it does |', '|---|---|---|', ...rows, ''].join('\n');
}

test('the option table of the README is that of the schema', () => {
  const names = Object.keys(producerOptions.shape);
  const own = ['bootstrapServers', ...names.filter((name) => !(name in clusterOptions.shape)), 'allowAutoCreateTopics'];
  const tables = table(own);
  const readme = readFileSync(README, 'utf8');
  const [before = '', rest = ''] = readme.split(BEGIN);
  const [present, after = ''] = rest.split(END);
  // Prettier pads tables.
  const plain = (text = ''): string =>
    text.replace(/ +/g, ' ').replace(/-+/g, '-').replace(/\| - /g, '|-').replace(/- \|/g, '-|').trim();
  if (process.env['UPDATE_README'] !== undefined) writeFileSync(README, `${before}${BEGIN}\n${tables}\n${END}${after}`);
  else assert.equal(plain(present), plain(tables));
});
