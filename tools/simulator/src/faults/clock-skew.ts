import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly client: string;
  readonly aheadMs: number;
}

/** The wall clock of a client jumps, and back. */
export const clockSkew: FaultKind<What> = {
  name: 'clock-skew',
  lastsMs: [1_000, 10_000],
  weight: 1,
  draw: (chance, { clients }) => ({
    client: chance.pick(clients).name,
    // Kafka 4.0 refuses records of more than an hour ahead.
    aheadMs: chance.between(-3_000_000, 3_000_000),
  }),
  begin: (world, { client, aheadMs }) => {
    const host = world.hosts.get(client);
    host?.setClockAhead(aheadMs);
    return () => host?.setClockAhead(0);
  },
  story: ({ client, aheadMs }) =>
    `the clock of ${client} goes ${String(Math.abs(aheadMs))} ms ${aheadMs < 0 ? 'slow' : 'fast'}`,
};
