import type * as zod from 'zod';
import { z } from './z.ts';

/** An object with these methods, given by the user as it is. */
export const withMethods = <T>(...names: string[]): zod.ZodCustom<T, T> =>
  z.custom<T>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function'),
    { message: `expected an object with the methods ${names.join(', ')}` },
  );
