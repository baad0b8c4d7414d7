/** One end of a range. */
export interface Bound {
  readonly check?: string;
  readonly value?: unknown;
  readonly inclusive?: boolean;
}

/** As much of a zod schema as is used here. */
export interface Schema {
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly isInt?: boolean;
  readonly _zod?: {
    readonly def?: {
      readonly type?: string;
      readonly innerType?: Schema;
      readonly in?: Schema;
      readonly element?: Schema;
      readonly items?: readonly Schema[];
      readonly valueType?: Schema;
      readonly options?: readonly Schema[];
      readonly values?: readonly unknown[];
      readonly checks?: readonly { readonly _zod?: { readonly def?: Bound } }[];
    };
  };
}

/** The schema of the option at `path`, without what is around it; undefined where there is none that can be seen. */
export function schemaAt(schema: unknown, path: readonly PropertyKey[]): Schema | undefined {
  let at = bare(schema as Schema);
  for (const key of path) at = at === undefined ? undefined : bare(step(at, key));
  return at;
}

/** Without a default, that it may be left out, or what is made of it. */
export function bare(schema: Schema | undefined): Schema | undefined {
  const inner = schema?._zod?.def?.innerType ?? schema?._zod?.def?.in;
  return inner === undefined ? schema : bare(inner);
}

function step(schema: Schema, key: PropertyKey): Schema | undefined {
  const { element, items, valueType, options = [] } = schema._zod?.def ?? {};
  const { shape } = schema;
  if (shape !== undefined) return Object.hasOwn(shape, key) ? shape[String(key)] : undefined;
  if (items !== undefined) return items[Number(key)];
  if (options.length === 0) return element ?? valueType;
  for (const option of options) {
    const inner = bare(option);
    const found = inner === undefined ? undefined : step(inner, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The names that an option may have, if it is an object or may be one. */
export function namesIn(schema: Schema | undefined): readonly string[] {
  if (schema?.shape !== undefined) return Object.keys(schema.shape);
  return (schema?._zod?.def?.options ?? []).flatMap((option) => namesIn(bare(option)));
}
