import { drawNode } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly node: number;
}

/** A node forgets its fetch sessions, as when others push them out. */
export const forgetSessions: FaultKind<What> = {
  name: 'forget-sessions',
  lastsMs: undefined,
  weight: 2,
  draw: (chance, scenario) => ({ node: drawNode(chance, scenario) }),
  begin: (world, { node }) => {
    world.broker.forgetFetchSessions(node);
    return undefined;
  },
  story: ({ node }) => `node ${String(node)} forgets its fetch sessions`,
};
