import type { FaultKind } from './fault-kind.ts';
import { whileDown } from './while-down.ts';

interface What {
  readonly downMs: number;
  readonly gapMs: number;
}

/** Node after node is stopped and started again. */
export const rollingRestart: FaultKind<What> = {
  name: 'rolling-restart',
  lastsMs: [6_000, 10_000],
  weight: 1,
  draw: (chance) => ({ downMs: chance.between(100, 1_500), gapMs: chance.between(100, 1_500) }),
  begin: (world, { downMs, gapMs }) => {
    const end = { isCome: false };
    const restarts = (async () => {
      for (let node = 0; node < world.scenario.cluster.nodes && !end.isCome; node++) {
        const start = whileDown(world, node);
        await world.sleep(downMs);
        await start?.();
        await world.sleep(gapMs);
      }
    })();
    return () => {
      end.isCome = true;
      return restarts;
    };
  },
  story: ({ downMs, gapMs }) =>
    `node after node is stopped for ${String(downMs)} ms, with ${String(gapMs)} ms between them`,
};
