import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly client: string;
}

/** The process of a client stands still. */
export const freeze: FaultKind<What> = {
  name: 'freeze',
  lastsMs: [200, 16_000],
  weight: 4,
  draw: (chance, { clients }) => {
    // Others get what a member has that stands still for long enough.
    const member = chance.is(0.5) ? chance.pickOf(clients.filter((client) => 'group' in client)) : undefined;
    return { client: (member ?? chance.pick(clients)).name };
  },
  begin: (world, { client }) => {
    const host = world.hosts.get(client);
    host?.freeze();
    return () => host?.thaw();
  },
  story: ({ client }) => `the process of ${client} stands still`,
};
