import { drawClients } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly clients: readonly string[];
  readonly bytes: number;
}

/** What was written arrives in small pieces. */
export const chunks: FaultKind<What> = {
  name: 'chunks',
  lastsMs: [500, 4_000],
  weight: 1,
  draw: (chance, scenario) => ({ clients: drawClients(chance, scenario), bytes: chance.pick([60, 400]) }),
  begin: (world, { clients, bytes }) => world.weather.add({ clients }, { maxChunkBytes: bytes }),
  story: ({ clients, bytes }) => `bytes of ${clients.join(', ')} arrive in pieces of 1 to ${String(bytes)}`,
};
