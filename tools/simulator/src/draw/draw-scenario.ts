import { Chance } from '../chance.ts';
import type { ClientSpec, Scenario } from '../scenario/scenario.ts';
import { drawAdmins } from './draw-admin.ts';
import { drawCluster, drawTopics } from './draw-cluster.ts';
import { drawFaults } from './draw-faults.ts';
import { drawMembers, drawReaders } from './draw-groups.ts';
import { drawProducers } from './draw-producers.ts';
import { drawProcessors, drawTransactional, OUTPUT } from './draw-transactions.ts';
import { drawSwarm, has, narrowed, slowed } from './swarm.ts';

/** Faults end so long before the load does: what is new after them must get through. */
const CALM_MS = 2_000;

/** Everything that a seed decides before the run. */
export function drawScenario(seed: number): Scenario {
  const chance = (name: string): Chance => Chance.of(seed, `draw ${name}`);
  const swarm = drawSwarm(chance('swarm'));
  const cluster = slowed(swarm, drawCluster(chance('cluster')));
  const inputs = narrowed(swarm, drawTopics(chance('topics'), cluster));
  const processors = drawProcessors(chance('processors'), cluster, inputs, swarm);
  const topics = processors.length === 0 ? inputs : [...inputs, OUTPUT];
  const transactional = drawTransactional(chance('transactional'), cluster, inputs, swarm);
  // Somebody has to write, also where there are no transactions yet.
  const hasProducers = transactional.length === 0 || has(swarm, 'producer');
  const clients: ClientSpec[] = [
    ...(hasProducers ? drawProducers(chance('producers'), cluster, inputs, swarm) : []),
    ...transactional,
    ...processors,
    ...(has(swarm, 'member') ? drawMembers(chance('members'), cluster, topics) : []),
    ...(has(swarm, 'reader') ? drawReaders(chance('readers'), topics) : []),
    ...(has(swarm, 'admin') ? drawAdmins(chance('admin'), cluster, topics) : []),
  ];
  const loadMs = chance('load').pick([8_000, 14_000, 20_000]);
  const drawn = { seed, cluster, topics, clients, loadMs };
  return { ...drawn, faults: drawFaults(chance('what goes wrong'), drawn, loadMs - CALM_MS) };
}
