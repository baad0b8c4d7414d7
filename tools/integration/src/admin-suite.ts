import { describe } from 'node:test';
import { adminTopics } from './areas/admin-topics.ts';
import { startedLab } from './started.ts';
import type { Target } from './target.ts';

/** What `@k/admin` does, on three nodes. */
export function defineAdminSuite(name: string, start: () => Promise<Target>): void {
  describe(name, () => {
    const lab = startedLab(start);
    adminTopics(lab);
  });
}
