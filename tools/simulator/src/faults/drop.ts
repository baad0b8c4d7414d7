import { drawClients } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly clients: readonly string[];
  /** Of each piece that arrives. */
  readonly probability: number;
}

/** Connections are reset now and then, in the middle of what they carry. */
export const drop: FaultKind<What> = {
  name: 'drop',
  lastsMs: [500, 6_000],
  hidesCoordinator: true,
  weight: 4,
  draw: (chance, scenario) => ({
    clients: drawClients(chance, scenario),
    probability: chance.pick([0.01, 0.03, 0.1]),
  }),
  begin: (world, { clients, probability }) => world.weather.add({ clients }, { dropProbability: probability }),
  story: ({ clients, probability }) =>
    `one of ${String(Math.round(1 / probability))} pieces resets its connection, of ${clients.join(', ')}`,
};
