import { apiNamed, apisOf } from './answering-apis.ts';
import { drawNode } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly node: number;
  readonly ms: number;
}

/** Most ms for a commit: one that was given up, and is done when its member has left, is the last, and nobody mends that. */
const COMMIT_MS = 400;

/** A node takes long for everything, as when its disk does. */
export const slowNode: FaultKind<What> = {
  name: 'slow-node',
  lastsMs: [1_000, 6_000],
  hidesCoordinator: true,
  weight: 2,
  draw: (chance, scenario) => ({ node: drawNode(chance, scenario), ms: chance.pick([100, 700, 2_000]) }),
  begin: (world, { node, ms }) => {
    const controls = apisOf(world.scenario.cluster.asVersion).map((api) =>
      world.controls.add(
        apiNamed(api),
        async (_, context) => {
          await context.delay(api === 'OffsetCommit' ? Math.min(ms, COMMIT_MS) : ms);
          return undefined;
        },
        { nodeId: node },
      ),
    );
    return () => {
      for (const control of controls) control.remove();
    };
  },
  story: ({ node, ms }) => `node ${String(node)} takes ${String(ms)} ms longer for everything`,
};
