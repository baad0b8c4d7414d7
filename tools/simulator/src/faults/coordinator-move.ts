import type { FaultKind } from './fault-kind.ts';
import { whileDown } from './while-down.ts';

interface What {
  /** Of this group, or transactional id. */
  readonly of: 'group' | 'transactional id';
  readonly name: string;
}

/** The node goes down that coordinates a group or a transactional id, whichever that is by then. */
export const coordinatorMove: FaultKind<What> = {
  name: 'coordinator-move',
  lastsMs: [100, 4_000],
  weight: 3,
  draw: (chance, { clients }) => {
    const all = clients.flatMap((client): What[] => [
      ...('group' in client ? [{ of: 'group' as const, name: client.group }] : []),
      ...('transactionalId' in client ? [{ of: 'transactional id' as const, name: client.transactionalId }] : []),
    ]);
    return chance.pickOf(all);
  },
  begin: (world, { of, name }) => {
    const { broker } = world;
    const found = of === 'group' ? broker.group(name) : broker.transaction(name);
    return found === undefined ? undefined : whileDown(world, found.coordinatorId);
  },
  story: ({ of, name }) => `the coordinator of ${of} ${name} is stopped`,
};
