import { Chance } from '../chance.ts';
import type { ClientSpec, Scenario } from '../scenario/scenario.ts';
import { drawAdmins } from './draw-admin.ts';
import { drawCluster, drawTopics } from './draw-cluster.ts';
import { drawFaults } from './draw-faults.ts';
import { drawMembers, drawReaders } from './draw-groups.ts';
import { drawProducers } from './draw-producers.ts';
import { drawProcessors, drawTransactional, OUTPUT } from './draw-transactions.ts';

/** Faults end so long before the load does: what is new after them must get through. */
const CALM_MS = 2_000;

/** Everything that a seed decides before the run. */
export function drawScenario(seed: number): Scenario {
  const chance = (name: string): Chance => Chance.of(seed, `draw ${name}`);
  const cluster = drawCluster(chance('cluster'));
  const inputs = drawTopics(chance('topics'), cluster);
  const processors = drawProcessors(chance('processors'), cluster, inputs);
  const topics = processors.length === 0 ? inputs : [...inputs, OUTPUT];
  const clients: ClientSpec[] = [
    ...drawProducers(chance('producers'), cluster, inputs),
    ...drawTransactional(chance('transactional'), cluster, inputs),
    ...processors,
    ...drawMembers(chance('members'), cluster, topics),
    ...drawReaders(chance('readers'), topics),
    ...drawAdmins(chance('admin'), cluster, topics),
  ];
  const loadMs = chance('load').pick([8_000, 14_000, 20_000]);
  const drawn = { seed, cluster, topics, clients, loadMs };
  return { ...drawn, faults: drawFaults(chance('faults'), drawn, loadMs - CALM_MS) };
}
