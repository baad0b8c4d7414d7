import { drawClients } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly clients: readonly string[];
  readonly low: number;
  readonly high: number;
}

/** All bytes of some clients take long. */
export const latency: FaultKind<What> = {
  name: 'latency',
  lastsMs: [500, 8_000],
  hidesCoordinator: true,
  weight: 3,
  draw: (chance, scenario) => {
    const high = chance.pick([50, 300, 1_500]);
    return { clients: drawClients(chance, scenario), low: chance.below(high), high };
  },
  begin: (world, { clients, low, high }) => world.weather.add({ clients }, { latencyMs: [low, high] }),
  story: ({ clients, low, high }) => `bytes of ${clients.join(', ')} take ${String(low)} to ${String(high)} ms`,
};
