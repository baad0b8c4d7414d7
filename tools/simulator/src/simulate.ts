import { checkHistory, type History, type HistoryEvent, type Violation } from '@k/tool-history';
import { checkersFor } from './checkers-for.ts';
import { drawScenario } from './draw/draw-scenario.ts';
import type { Fault, Scenario } from './scenario/scenario.ts';
import { runScenario } from './run-scenario.ts';
import type { Note } from './world/recorder.ts';

export interface SimulateOptions {
  /** Instead of what the seed draws: a plan that was shrunk, or kept. */
  readonly scenario?: Scenario | undefined;
  /** Whether the story tells of every request that a node takes up. */
  readonly requests?: boolean | undefined;
  /** Told each event of the history as it happens. */
  readonly onEvent?: ((event: HistoryEvent) => void) | undefined;
}

export interface Simulated {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly history: History;
  /** What went on beside: for the story. */
  readonly notes: readonly Note[];
  readonly violations: readonly Violation[];
  /** The plan. */
  readonly faults: readonly Fault[];
  readonly stats: SimulationStats;
}

export interface SimulationStats {
  readonly virtualMs: number;
  readonly sent: number;
  readonly acked: number;
  readonly delivered: number;
}

/** One run: everything in it follows from the seed, and from the scenario where one is given. */
export async function simulate(seed: number, options: SimulateOptions = {}): Promise<Simulated> {
  const scenario = options.scenario ?? drawScenario(seed);
  const { history, notes } = await runScenario(scenario, options);
  const count = (type: string): number => history.reduce((sum, event) => sum + (event.type === type ? 1 : 0), 0);
  return {
    seed,
    scenario,
    history,
    notes,
    violations: checkHistory(history, checkersFor(scenario)),
    faults: scenario.faults,
    stats: {
      virtualMs: history.at(-1)?.at ?? 0,
      sent: count('sent'),
      acked: count('acked'),
      delivered: count('delivered'),
    },
  };
}
