import { drawClients, drawNodes, namesOf } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly clients: readonly string[];
  readonly nodes: readonly number[];
}

/** A partition of the network: some clients and some nodes hear nothing of each other. */
export const partition: FaultKind<What> = {
  name: 'partition',
  lastsMs: [500, 12_000],
  hidesCoordinator: true,
  weight: 3,
  draw: (chance, scenario) => ({ clients: drawClients(chance, scenario), nodes: drawNodes(chance, scenario) }),
  begin: (world, { clients, nodes }) =>
    world.weather.add({ clients, servers: nodes.map((id) => world.addressOf(id)) }, { blackHole: true }),
  story: ({ clients, nodes }) => `nothing arrives between ${clients.join(', ')} and ${namesOf(nodes)}`,
};
