import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { ShownOption } from './shown-options.ts';

const END = '<!-- end of options -->';

/**
 * The table of options in a README is what an editor shows at each. With UPDATE_README=1 it is written anew.
 * @param of whose options they are, where the README has several tables
 */
export function assertOptionTable(readme: URL, options: readonly ShownOption[], of?: string): void {
  const what = of === undefined ? 'options' : `options of ${of}`;
  const begin = `<!-- ${what}: made from the declarations; UPDATE_README=1 npm test -- PACKAGE renews them -->\n`;
  const rows = options.map(({ name, required, sentence, fallback }) => {
    const value = required
      ? 'required'
      : fallback === undefined
        ? ''
        : isLiteral(fallback)
          ? `\`${fallback}\``
          : fallback;
    return `| \`${name}\` | ${value} | ${sentence.replaceAll('|', '\\|')} |`;
  });
  const table = ['| option | default | what it does |', '|---|---|---|', ...rows, ''].join('\n');
  const text = readFileSync(readme, 'utf8');
  const start = text.indexOf(begin) + begin.length;
  assert.ok(start >= begin.length, `the README has the line ${begin}`);
  const end = text.indexOf(END, start);
  const renewed = `${text.slice(0, start)}\n${table}\n${text.slice(end)}`;
  if (process.env['UPDATE_README'] !== undefined) writeFileSync(readme, renewed);
  else assert.equal(plain(text.slice(start, end)), plain(table));
}

/** Prettier pads tables. */
function plain(table: string): string {
  return table.replace(/ +/g, ' ').replace(/-+/g, '-').replace(/\| - /g, '|-').replace(/- \|/g, '-|').trim();
}

function isLiteral(text: string): boolean {
  return /^(?:'.*'|-?[\d_.]+|true|false|\[.*\])$/.test(text);
}

interface Field {
  safeParse(input: unknown): { readonly success: boolean; readonly data?: unknown };
}

/**
 * What is said of each option's default is what the schema gives. A default that no literal can say is described in words,
 * and then only its being there is checked.
 */
export function assertDefaults(options: readonly ShownOption[], shape: Readonly<Record<string, Field>>): void {
  assert.deepEqual(options.map(({ name }) => name).sort(), Object.keys(shape).sort());
  for (const { name, required, fallback } of options) {
    const given = shape[name]?.safeParse(undefined);
    assert.equal(required, given?.success === false, `${name}: required by the type as by the check`);
    const value = given?.data;
    if (value === undefined) assert.ok(fallback === undefined || !isLiteral(fallback), `${name} has no default`);
    else {
      assert.ok(fallback, `${name}: its @default is said`);
      if (isLiteral(fallback) && typeof value !== 'object') assert.deepEqual(valueOf(fallback), value, name);
    }
  }
}

function valueOf(literal: string): unknown {
  return literal.startsWith("'") ? literal.slice(1, -1) : (JSON.parse(literal.replaceAll('_', '')) as unknown);
}
