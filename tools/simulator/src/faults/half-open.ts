import { drawClients, drawNodes, namesOf } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly clients: readonly string[];
  readonly nodes: readonly number[];
  readonly direction: 'toServer' | 'toClient';
}

/** One direction of connections is a black hole: requests, or answers, do not arrive. */
export const halfOpen: FaultKind<What> = {
  name: 'half-open',
  lastsMs: [500, 9_000],
  hidesCoordinator: true,
  weight: 3,
  draw: (chance, scenario) => ({
    clients: drawClients(chance, scenario),
    nodes: drawNodes(chance, scenario),
    direction: chance.pick(['toServer', 'toClient'] as const),
  }),
  begin: (world, { clients, nodes, direction }) =>
    world.weather.add({ clients, servers: nodes.map((id) => world.addressOf(id)) }, { blackHole: direction }),
  story: ({ clients, nodes, direction }) => {
    const what = direction === 'toServer' ? 'nothing arrives of' : 'nothing arrives at';
    return `${what} ${clients.join(', ')} between them and ${namesOf(nodes)}`;
  },
};
