import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly ms: number;
}

/** The wall clock of all machines is set. */
export const clockJump: FaultKind<What> = {
  name: 'clock-jump',
  lastsMs: undefined,
  weight: 1,
  draw: (chance) => ({ ms: chance.between(-600_000, 600_000) }),
  begin: ({ clock }, { ms }) => {
    clock.jumpWallClock(ms);
    return undefined;
  },
  story: ({ ms }) => `all clocks are set ${String(Math.abs(ms))} ms ${ms < 0 ? 'back' : 'on'}`,
};
