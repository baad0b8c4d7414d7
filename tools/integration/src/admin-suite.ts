import { describe } from 'node:test';
import { adminJava } from './areas/admin-java.ts';
import type { AccessTarget } from './access-target.ts';
import { adminAccess } from './areas/admin-access.ts';
import { adminCluster } from './areas/admin-cluster.ts';
import { adminConfigs } from './areas/admin-configs.ts';
import { adminReplicas } from './areas/admin-replicas.ts';
import { adminGroups } from './areas/admin-groups.ts';
import { adminHangingTransactions } from './areas/admin-hanging-transactions.ts';
import { adminOffsets } from './areas/admin-offsets.ts';
import { adminTopics } from './areas/admin-topics.ts';
import { adminTransactions } from './areas/admin-transactions.ts';
import { startedLab } from './started.ts';
import type { Target } from './target.ts';

/** What `@k/admin` does: on three nodes, and with rules of access on one. */
export function defineAdminSuite(
  name: string,
  start: () => Promise<Target>,
  startAccess: () => Promise<AccessTarget>,
): void {
  describe(name, () => {
    const lab = startedLab(start);
    adminTopics(lab);
    adminGroups(lab);
    adminOffsets(lab);
    adminJava(lab);
    adminConfigs(lab);
    adminCluster(lab);
    adminTransactions(lab);
    adminHangingTransactions(lab);
    // Last: it stops a node, and brokers take a while to be as before.
    adminReplicas(lab);
  });
  describe(`${name}, with rules of access`, () => {
    adminAccess(startAccess);
  });
}
