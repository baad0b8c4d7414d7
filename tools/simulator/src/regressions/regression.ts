import type { Scenario } from '../scenario/scenario.ts';

/** A run that failed once. */
export interface Regression {
  readonly name: string;
  /** When it was found, and on which seed. */
  readonly found: string;
  /** What it was. */
  readonly was: string;
  /** The plan: what seeds draw changes with the simulator. */
  readonly scenario: Scenario;
}
