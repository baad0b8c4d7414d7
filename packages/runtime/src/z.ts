import {
  array,
  boolean,
  custom,
  enum as enumOf,
  instanceof as instanceOf,
  int,
  literal,
  number,
  record,
  strictObject,
  string,
  tuple,
  union,
  unknown,
  url,
} from 'zod';

/**
 * As much of zod as options are checked with. All packages take it from here, so that the published file of this one can
 * have these parts of zod in it: to load the whole of zod costs more than all else that a producer loads (ADR 0013).
 */
export const z = {
  array,
  boolean,
  custom,
  enum: enumOf,
  instanceof: instanceOf,
  int,
  literal,
  number,
  record,
  strictObject,
  string,
  tuple,
  union,
  unknown,
  url,
} as const;
