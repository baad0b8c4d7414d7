import { drawNode } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';
import { whileDown } from './while-down.ts';

interface What {
  readonly node: number;
}

/** The machine of a node goes dark: nobody is told that its connections are gone. */
export const nodeCrash: FaultKind<What> = {
  name: 'node-crash',
  lastsMs: [500, 10_000],
  hidesCoordinator: true,
  weight: 3,
  draw: (chance, scenario) => ({ node: drawNode(chance, scenario) }),
  begin: (world, { node }) => {
    const light = world.weather.add({ servers: [world.addressOf(node)] }, { blackHole: true });
    const start = whileDown(world, node);
    return async () => {
      light();
      await start?.();
    };
  },
  story: ({ node }) => `node ${String(node)} crashes, and its connections hang`,
};
