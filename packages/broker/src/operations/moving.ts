import type { BrokerNode } from '../broker-node.ts';
import type { BrokerServices } from '../connection/broker-services.ts';
import type { NodeFailures } from '../replication/node-failures.ts';

type Moving = Pick<BrokerServices, 'cluster' | 'groups' | 'transactions'>;

/** Nodes are not there any more: what they led and coordinated goes to others. */
export function nodesDown(parts: Moving, nodeIds: readonly number[]): void {
  moving(parts, () => {
    parts.cluster.nodesDown(nodeIds);
  });
}

/** A node is there again. */
export function nodeUp(parts: Moving & { readonly failures: NodeFailures }, { id, addresses }: BrokerNode): void {
  moving(parts, () => {
    parts.cluster.nodeUp({ id, addresses }, parts.failures.takeLoss(id));
  });
}

/** Coordinators move with their nodes. */
function moving({ groups, transactions }: Moving, change: () => void): void {
  const placement = groups.placement();
  change();
  groups.moveGroups(placement);
  transactions.moved();
}
