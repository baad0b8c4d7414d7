import type { Equivalents } from '../equivalent-mutants.ts';
import { group } from './group.ts';
import { producer } from './producer.ts';

/** By package. */
export const equivalents: ReadonlyMap<string, readonly Equivalents[]> = new Map([
  ['group', group],
  ['producer', producer],
]);
