import { drawNode } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly node: number;
}

/** A node is cut off from the others, and still answers its clients: a leader that does not know that there is another one. */
export const isolate: FaultKind<What> = {
  name: 'isolate',
  lastsMs: [500, 12_000],
  hidesCoordinator: true,
  weight: 4,
  draw: (chance, scenario) => (scenario.cluster.nodes > 1 ? { node: drawNode(chance, scenario) } : undefined),
  begin: ({ broker, cutOff }, { node }) => {
    if (cutOff.has(node) || !broker.liveNodeIds.includes(node)) return undefined;
    cutOff.add(node);
    broker.isolate(node);
    return () => {
      cutOff.delete(node);
      // When it was stopped meanwhile, it is not cut off any more.
      broker.rejoin(node);
    };
  },
  story: ({ node }) => `node ${String(node)} is cut off from the other nodes`,
};
