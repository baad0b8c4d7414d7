import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly client: string;
}

/** The program of a client ends as it should, and begins anew: a deployment. */
export const restart: FaultKind<What> = {
  name: 'restart',
  lastsMs: undefined,
  weight: 8,
  draw: (chance, { clients }) => ({ client: chance.pick(clients).name }),
  begin: (world, { client }) => {
    world.hosts.get(client)?.restart();
    return undefined;
  },
  story: ({ client }) => `the program of ${client} is closed, and started again`,
};
