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
import { deferred } from './deferred.ts';

/**
 * As much of zod as options are checked with. All packages take it from here, so that the published file of this one can
 * have these parts of zod in it: to load the whole of zod costs more than all else that a producer loads (ADR 0013). Schemas are made when they are first used.
 */
export const z = {
  array: deferred(array),
  boolean: deferred(boolean),
  custom: deferred(custom),
  enum: deferred(enumOf),
  instanceof: deferred(instanceOf),
  int: deferred(int),
  literal: deferred(literal),
  number: deferred(number),
  record: deferred(record),
  strictObject: deferred(strictObject, 'shape'),
  string: deferred(string),
  tuple: deferred(tuple),
  union: deferred(union),
  unknown: deferred(unknown),
  url: deferred(url),
} as const;
