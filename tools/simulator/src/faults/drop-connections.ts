import { drawNode } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly node: number;
}

/** A node closes all its connections, as when they have been idle for too long. */
export const dropConnections: FaultKind<What> = {
  name: 'drop-connections',
  lastsMs: undefined,
  weight: 2,
  draw: (chance, scenario) => ({ node: drawNode(chance, scenario) }),
  begin: (world, { node }) => {
    world.broker.dropConnections(node);
    return undefined;
  },
  story: ({ node }) => `node ${String(node)} closes all connections`,
};
