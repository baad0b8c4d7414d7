import { drawClients } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly clients: readonly string[];
  readonly probability: number;
}

/** Connects are refused now and then, or always. */
export const refuse: FaultKind<What> = {
  name: 'refuse',
  lastsMs: [500, 5_000],
  hidesCoordinator: true,
  weight: 2,
  draw: (chance, scenario) => ({ clients: drawClients(chance, scenario), probability: chance.pick([0.3, 1]) }),
  begin: (world, { clients, probability }) => world.weather.add({ clients }, { refuseProbability: probability }),
  story: ({ clients, probability }) =>
    `${String(Math.round(probability * 100))} % of the connects of ${clients.join(', ')} are refused`,
};
