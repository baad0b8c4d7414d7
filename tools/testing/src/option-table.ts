import assert from 'node:assert/strict';

interface Field {
  safeParse(input: unknown): { readonly success: boolean; readonly data?: unknown };
  readonly description?: string | undefined;
}

/** Cells of a page's table rows, by the first one. */
function rows(markdown: string): Map<string, string[]> {
  const cells = markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  return new Map(cells.map(([, name = '', ...rest]) => [name, rest]));
}

/** A README's option table says what the schema of the options says. */
export function assertOptionTable(markdown: string, shape: Readonly<Record<string, Field>>): void {
  const table = rows(markdown);
  for (const [name, field] of Object.entries(shape)) {
    const [fallback, description] = table.get(`\`${name}\``) ?? [];
    assert.equal(description, field.description, name);
    const parsed = field.safeParse(undefined);
    if (!parsed.success) assert.equal(fallback, 'required', name);
    else if (typeof parsed.data !== 'object') {
      assert.equal(fallback, parsed.data === undefined ? '' : `\`${JSON.stringify(parsed.data)}\``, name);
    }
  }
}
