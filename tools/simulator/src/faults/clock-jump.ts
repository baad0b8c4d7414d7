import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly ms: number;
}

/** The wall clock of all machines is set. */
export const clockJump: FaultKind<What> = {
  name: 'clock-jump',
  lastsMs: undefined,
  weight: 1,
  draw: (chance, { clients }) => {
    // The broker assigns nothing in a group of the consumer protocol until its clock is where it was set back from.
    const isNew = clients.some((client) => 'groupKind' in client && client.groupKind.protocol === 'consumer');
    return { ms: chance.between(isNew ? 0 : -600_000, 600_000) };
  },
  begin: ({ clock }, { ms }) => {
    clock.jumpWallClock(ms);
    return undefined;
  },
  story: ({ ms }) => `all clocks are set ${String(Math.abs(ms))} ms ${ms < 0 ? 'back' : 'on'}`,
};
