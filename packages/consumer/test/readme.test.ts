import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { clusterOptions } from '@k/cluster';
import { consumerOptions } from '../src/index.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').replace(/ +/g, ' ');

describe('README', () => {
  for (const [name, schema] of Object.entries(consumerOptions.shape)) {
    if (name in clusterOptions.shape) continue;
    it(`has the row of ${name}`, () => {
      const result = schema.safeParse(undefined);
      const value: unknown = result.success ? result.data : undefined;
      const shown =
        typeof value === 'string'
          ? `\`'${value}'\` `
          : typeof value === 'number'
            ? `\`${value.toLocaleString('en').replaceAll(',', '_')}\` `
            : typeof value === 'boolean'
              ? `\`${String(value)}\` `
              : Array.isArray(value)
                ? '`[rangeAssignor]` '
                : '';
      const row = `| \`${name}\` | ${shown}| ${schema.description ?? ''} |`;
      assert.ok(readme.includes(row), row);
    });
  }
});
