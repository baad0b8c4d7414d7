import type { Scenario } from './scenario/scenario.ts';

/** A run that failed once. */
export interface Regression {
  readonly name: string;
  /** The plan as it was shrunk: what seeds draw changes with the simulator. */
  readonly scenario: Scenario;
  /** When it was found, and on which seed. */
  readonly found: string;
  /** What it was. */
  readonly was: string;
}

/** All of them pass. */
export const REGRESSIONS: readonly Regression[] = [];
