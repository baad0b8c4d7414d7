import { drawNode } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';
import { whileDown } from './while-down.ts';

interface What {
  readonly node: number;
}

/** A node is stopped in order: its connections are closed, its port is free. */
export const nodeStop: FaultKind<What> = {
  name: 'node-stop',
  lastsMs: [200, 8_000],
  weight: 3,
  draw: (chance, scenario) => ({ node: drawNode(chance, scenario) }),
  begin: (world, { node }) => whileDown(world, node),
  story: ({ node }) => `node ${String(node)} is stopped`,
};
