import type { SimulationStats } from '../simulate.ts';

/** To a worker. `live`: it posts every line of the story as it happens. */
export interface Order {
  readonly seed: number;
  readonly live: boolean;
}

/** From a worker: the story goes on. */
export interface LiveLine {
  readonly line: string;
}

/** From a worker: the run is over. */
export interface SeedResult {
  readonly seed: number;
  /** The first ones. */
  readonly violations: readonly string[];
  readonly violationCount: number;
  readonly stats: SimulationStats;
}
