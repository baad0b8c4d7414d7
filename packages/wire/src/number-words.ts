/** One end of a range. */
interface Bound {
  readonly check?: string;
  readonly value?: unknown;
  readonly inclusive?: boolean;
}

/** As much of a zod schema as is used here. */
interface Schema {
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly isInt?: boolean;
  readonly _zod?: {
    readonly def?: {
      readonly type?: string;
      readonly innerType?: Schema;
      readonly options?: readonly Schema[];
      readonly values?: readonly unknown[];
      readonly checks?: readonly { readonly _zod?: { readonly def?: Bound } }[];
    };
  };
}

/**
 * What a numeric option takes, in words: `a whole number from 1 to 65535`. zod names one end of a range, and calls whole
 * numbers `int`.
 * @returns undefined for an option of another kind
 */
export function numberWords(schema: unknown, path: readonly PropertyKey[]): string | undefined {
  let at = bare(schema as Schema);
  for (const key of path) at = bare(at?.shape?.[String(key)]);
  return at === undefined ? undefined : words(at);
}

/** Without what is around it: a default, or that it may be left out. */
function bare(schema: Schema | undefined): Schema | undefined {
  let at = schema;
  while (at?._zod?.def?.innerType !== undefined) at = at._zod.def.innerType;
  return at;
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
