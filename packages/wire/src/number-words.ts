import { type Bound, type Schema, bare, schemaAt } from './schema-at.ts';

/**
 * What a numeric option takes, in words: `a whole number from 1 to 65535`. zod names one end of a range, and calls whole
 * numbers `int`.
 * @returns undefined for an option of another kind
 */
export function numberWords(schema: unknown, path: readonly PropertyKey[]): string | undefined {
  const at = schemaAt(schema, path);
  return at === undefined ? undefined : words(at);
}

function words(schema: Schema): string | undefined {
  const { type, options = [], values = [] } = schema._zod?.def ?? {};
  if (type === 'number') return range(schema);
  if (type === 'literal') return values.map(String).join(' or ');
  if (type !== 'union') return undefined;
  const all = options.map((option) => words(bare(option) as Schema));
  return all.every((each) => each !== undefined) ? all.join(' or ') : undefined;
}

function range(schema: Schema): string {
  const isWhole = schema.isInt === true;
  const least = boundOf(schema, 'greater_than');
  const most = boundOf(schema, 'less_than');
  const what = isWhole ? 'a whole number' : 'a number';
  const upTo = most === undefined ? '' : `${least === undefined ? ' up' : ''} to ${most.value}`;
  if (least === undefined) return what + upTo;
  const isExclusive = least.inclusive === false;
  if (isExclusive && !isWhole) return `${what} above ${least.value}${upTo}`;
  return `${what} from ${least.value + (isExclusive ? 1 : 0)}${upTo === '' ? ' on' : upTo}`;
}

/** The last one counts, which is the narrower by habit. */
function boundOf(schema: Schema, check: string): (Bound & { readonly value: number }) | undefined {
  const bounds = (schema._zod?.def?.checks ?? []).map((each) => each._zod?.def);
  const isBound = (it: Bound | undefined): it is Bound & { readonly value: number } =>
    it?.check === check && typeof it.value === 'number';
  return bounds.filter(isBound).at(-1);
}
