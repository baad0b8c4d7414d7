export type * from './history.ts';
export type { Checker, Violation } from './violation.ts';
