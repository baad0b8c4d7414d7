import type { z } from 'zod';

/** The names of options that the two do not have alike: in one only, required in one only, or of another type. */
type Differing<Declared, Taken> = {
  [K in keyof Declared | keyof Taken]-?: K extends keyof Declared & keyof Taken
    ? [Pick<Declared, K>] extends [Pick<Taken, K>]
      ? [Pick<Taken, K>] extends [Pick<Declared, K>]
        ? never
        : K
      : K
    : K;
}[keyof Declared | keyof Taken];

type Tied<Declared, Taken> = [Differing<Declared, Taken>] extends [never]
  ? unknown
  : { readonly 'these options are declared in one way and checked in another': Differing<Declared, Taken> };

/**
 * Ties a schema to the interface that declares the same options: `schemaOf<Options>()(z.strictObject({ … }))` compiles
 * when both have the same names and types. The interface has the sentences, since only they reach the editor; the schema
 * has the checks and the defaults.
 */
export const schemaOf =
  <Declared>() =>
  <S extends z.ZodType>(schema: S & Tied<Declared, z.input<S>>): S =>
    schema;
