import { Chance } from '../chance.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { drawCluster, drawTopics } from './draw-cluster.ts';
import { drawFaults } from './draw-faults.ts';
import { drawProducers } from './draw-producers.ts';

/** Everything that a seed decides before the run. */
export function drawScenario(seed: number): Scenario {
  const chance = (name: string): Chance => Chance.of(seed, `draw ${name}`);
  const cluster = drawCluster(chance('cluster'));
  const topics = drawTopics(chance('topics'), cluster);
  const clients = drawProducers(chance('producers'), cluster, topics);
  const loadMs = chance('load').pick([8_000, 14_000, 20_000]);
  const drawn = { seed, cluster, topics, clients, loadMs };
  return { ...drawn, faults: drawFaults(chance('faults'), drawn, loadMs - 2_000) };
}
