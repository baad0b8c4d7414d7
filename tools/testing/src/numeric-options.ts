import assert from 'node:assert/strict';
import { ConfigError, parseOptions, showValue } from '@k/wire';

interface Field {
  safeParse(input: unknown): { readonly success: boolean };
}

type Schema = Parameters<typeof parseOptions>[1] & { readonly shape: Readonly<Record<string, Field>> };

const SOME_NUMBERS = [0, 1, 5, 1_000, 100_000];
const WRONG = [-5, NaN, 'soon', 0.5, 1e300];
/** What zod says by itself. */
const BARE = /expected (number|int\b|a number [<>])|nan/i;

/**
 * Each option that takes numbers refuses what it cannot use by its name, with what it takes in plain words, and what it got.
 * @returns their names
 */
export function assertNumericOptions(schema: Schema): string[] {
  const takesNumbers = ([, field]: [string, Field]): boolean =>
    SOME_NUMBERS.some((number) => field.safeParse(number).success) && !field.safeParse({}).success;
  const names: string[] = [];
  for (const [name, field] of Object.entries(schema.shape).filter(takesNumbers)) {
    names.push(name);
    assert.equal(field.safeParse(NaN).success, false, `${name} takes no NaN`);
    for (const wrong of WRONG) {
      if (field.safeParse(wrong).success) continue;
      const message = refusalOf(schema, name, wrong);
      assert.ok(message.endsWith(`, got ${showValue(wrong)}`), message);
      assert.match(message, new RegExp(`^option "${name}": expected .+, got `));
      assert.doesNotMatch(message.replace(/, got .*$/, ''), BARE);
    }
  }
  return names;
}

function refusalOf(schema: Schema, name: string, wrong: unknown): string {
  try {
    parseOptions('X', schema, { [name]: wrong });
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    const issues = error.issues.filter(({ option }) => option === name);
    return issues[0]?.message ?? '';
  }
  return assert.fail(`${name} takes ${showValue(wrong)}`);
}
