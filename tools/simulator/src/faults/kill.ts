import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly client: string;
}

/** The process of a client is killed, and another one started later. */
export const kill: FaultKind<What> = {
  name: 'kill',
  lastsMs: [100, 10_000],
  weight: 3,
  draw: (chance, { clients }) => ({ client: chance.pick(clients).name }),
  begin: (world, { client }) => {
    const host = world.hosts.get(client);
    host?.kill();
    return () => host?.start();
  },
  story: ({ client }) => `the process of ${client} is killed`,
};
