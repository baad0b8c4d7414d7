import type { Equivalents } from '../equivalent-mutants.ts';
import { producer } from './producer.ts';

/** By package. */
export const equivalents: ReadonlyMap<string, readonly Equivalents[]> = new Map([['producer', producer]]);
