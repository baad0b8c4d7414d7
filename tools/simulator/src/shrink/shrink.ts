import type { Scenario } from '../scenario/scenario.ts';
import { simulate, type Simulated } from '../simulate.ts';
import { ddmin } from './ddmin.ts';

export interface Shrunk {
  readonly run: Simulated;
  /** How many runs it took. */
  readonly runs: number;
}

/**
 * The smallest plan that fails as the run did: with a violation of the same checker as its first. Faults are left out, then
 * clients, then faults again.
 */
export async function shrink(run: Simulated): Promise<Shrunk> {
  const checker = run.violations[0]?.checker;
  let smallest = run;
  let runs = 0;
  const fails = async (scenario: Scenario): Promise<boolean> => {
    runs++;
    const next = await simulate(scenario.seed, { scenario });
    if (!next.violations.some((violation) => violation.checker === checker)) return false;
    smallest = next;
    return true;
  };
  const without = async (key: 'faults' | 'clients'): Promise<void> => {
    const { scenario } = smallest;
    if (key === 'faults') await ddmin(scenario.faults, (faults) => fails({ ...scenario, faults }));
    else await ddmin(scenario.clients, (clients) => fails(withClients(scenario, clients)));
  };
  for (const key of ['faults', 'clients', 'faults'] as const) await without(key);
  return { run: smallest, runs };
}

/** Faults of who is not there are none. */
function withClients(scenario: Scenario, clients: Scenario['clients']): Scenario {
  const names = new Set(clients.map(({ name }) => name));
  const faults = scenario.faults.filter(({ what }) => !('client' in what) || names.has(String(what.client)));
  return { ...scenario, clients, faults };
}
