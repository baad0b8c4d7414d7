import type { Scenario } from '../scenario/scenario.ts';
import { drawNode } from './draw-ends.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly node: number;
  /** Of each of its logs: what was not flushed. */
  readonly lostBatches: number;
}

/** A node dies, with what nobody has copied of it, and comes back. The others find out when its session ends. */
export const nodeDeath: FaultKind<What> = {
  name: 'node-death',
  lastsMs: [200, 8_000],
  hidesCoordinator: true,
  weight: 4,
  draw: (chance, scenario) => ({
    node: drawNode(chance, scenario),
    lostBatches: isTransactional(scenario) ? 0 : chance.pick([0, 1, 3]),
  }),
  begin: ({ broker, losses }, { node, lostBatches }) => {
    if (!broker.liveNodeIds.includes(node)) return undefined;
    const dying = broker.crash(node, { lostBatches });
    return async () => {
      await dying;
      await losses.comeBack(node);
    };
  },
  story: ({ node, lostBatches }) =>
    `node ${String(node)} dies${lostBatches === 0 ? '' : ` with the last ${String(lostBatches)} batches of its logs`}`,
};

/** The end of a transaction that is lost hangs it for ever, as with Kafka. */
function isTransactional({ clients }: Pick<Scenario, 'clients'>): boolean {
  return clients.some((client) => 'transactionalId' in client);
}
