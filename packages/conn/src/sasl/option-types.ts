import { z } from '@k/runtime';

export const text = z.string().min(1);
export const texts = z.record(z.string(), z.string());
export const aFunction = z.custom<() => unknown>((value) => typeof value === 'function', 'expected a function');
export const secret = z.union([text, aFunction], 'expected text, or a function that gives it');
