import { OffsetCommit } from '@k/wire';
import type { SimWorld } from '../world/sim-world.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly ms: number;
  readonly times: number;
}

/** Two at a time would hold the same commit for longer than any client expects an answer. */
const holding = new WeakSet<SimWorld>();

/** Commits wait before the coordinator looks at them: the group may be in another generation by then. */
export const heldCommit: FaultKind<What> = {
  name: 'held-commit',
  lastsMs: [2_000, 10_000],
  hidesCoordinator: true,
  weight: 4,
  // No longer: one that was given up, and is done when its member has left, is the last, and nobody mends that.
  draw: (chance) => ({ ms: chance.pick([100, 400]), times: chance.pick([1, 20, 1_000]) }),
  begin: (world, { ms, times }) => {
    if (holding.has(world)) return undefined;
    holding.add(world);
    const control = world.controls.add(
      OffsetCommit,
      async (_, context) => {
        await context.delay(ms);
        return undefined;
      },
      { times },
    );
    return () => {
      holding.delete(world);
      control.remove();
    };
  },
  story: ({ ms, times }) => `${String(times)} × OffsetCommit is looked at ${String(ms)} ms later`,
};
