import { describe } from 'node:test';
import { adminJava } from './areas/admin-java.ts';
import { adminReplicas } from './areas/admin-replicas.ts';
import { adminGroups } from './areas/admin-groups.ts';
import { adminOffsets } from './areas/admin-offsets.ts';
import { adminTopics } from './areas/admin-topics.ts';
import { startedLab } from './started.ts';
import type { Target } from './target.ts';

/** What `@k/admin` does, on three nodes. */
export function defineAdminSuite(name: string, start: () => Promise<Target>): void {
  describe(name, () => {
    const lab = startedLab(start);
    adminTopics(lab);
    adminGroups(lab);
    adminOffsets(lab);
    adminJava(lab);
    // Last: it stops a node, and brokers take a while to be as before.
    adminReplicas(lab);
  });
}
