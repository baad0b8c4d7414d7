import { drawNode } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly node: number;
  readonly fetchDelayMs: readonly [low: number, high: number];
}

/** A node copies slowly from others: it is out of sync now and then, and in sync again. */
export const slowFollower: FaultKind<What> = {
  name: 'slow-follower',
  lastsMs: [1_000, 8_000],
  weight: 4,
  draw: (chance, scenario) =>
    scenario.cluster.nodes === 1
      ? undefined
      : {
          node: drawNode(chance, scenario),
          fetchDelayMs: chance.pick([
            [50, 200],
            [20, 1_500],
            [500, 2_500],
          ] as const),
        },
  begin: ({ broker, scenario }, { node, fetchDelayMs }) => {
    broker.setReplication(node, { fetchDelayMs });
    return () => {
      broker.setReplication(node, { fetchDelayMs: scenario.cluster.replication?.fetchDelayMs ?? 0 });
    };
  },
  story: ({ node, fetchDelayMs }) =>
    `each fetch of node ${String(node)} from other nodes takes ${fetchDelayMs.join(' to ')} ms`,
};
