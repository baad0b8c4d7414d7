import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { it } from 'node:test';
import { helpText, usageOf } from '../../src/cli/help.ts';
import { OPTIONS } from '../../src/cli/option-table.ts';

const README = fileURLToPath(new URL('../../../README.md', import.meta.url));
const BEGIN = '<!-- options of the command: made from its table; UPDATE_README=1 npm test -- broker renews them -->\n';
const END = '<!-- end of options -->';

it('--help has every option, in lines that fit a terminal', () => {
  const help = helpText();
  for (const [name, option] of Object.entries(OPTIONS)) assert.ok(help.includes(`  ${usageOf(name, option)}`), name);
  for (const line of help.split('\n')) assert.ok(line.length <= 106, line);
});

it('the README’s table of the command’s options is that of --help', () => {
  const rows = Object.entries(OPTIONS).map(([name, option]) => {
    const { sentence, fallback = '', repeats } = option;
    const usage = usageOf(name, option).replaceAll('|', '\\|');
    return `| \`${usage}\` | ${fallback} | ${sentence.replaceAll('|', '\\|')}${repeats === true ? '; repeatable' : ''}. |`;
  });
  const table = ['| option | default | what it does |', '|---|---|---|', ...rows, ''].join('\n');
  const text = readFileSync(README, 'utf8');
  const start = text.indexOf(BEGIN) + BEGIN.length;
  assert.ok(start > BEGIN.length, 'the README has the table');
  const end = text.indexOf(END, start);
  const renewed = `${text.slice(0, start)}\n${table}\n${text.slice(end)}`;
  if (process.env['UPDATE_README'] !== undefined) writeFileSync(README, renewed);
  else assert.equal(text, renewed);
});
