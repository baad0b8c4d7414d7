import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly client: string;
}

/** The process of a client stands still. */
export const freeze: FaultKind<What> = {
  name: 'freeze',
  lastsMs: [200, 14_000],
  weight: 3,
  draw: (chance, { clients }) => ({ client: chance.pick(clients).name }),
  begin: (world, { client }) => {
    const host = world.hosts.get(client);
    host?.freeze();
    return () => host?.thaw();
  },
  story: ({ client }) => `the process of ${client} stands still`,
};
