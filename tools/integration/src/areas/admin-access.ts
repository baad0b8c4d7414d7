import { describe } from 'node:test';
import type { AccessTarget } from '../access-target.ts';
import { started } from '../started.ts';
import { adminAcls } from './admin-acls.ts';
import { adminQuotas } from './admin-quotas.ts';
import { adminScramUsers } from './admin-scram-users.ts';
import { adminTokens } from './admin-tokens.ts';

/** Who may do what, by `@k/admin`, on a broker that has rules. */
export function adminAccess(start: () => Promise<AccessTarget>): void {
  describe('access', () => {
    const target = started(start);
    adminAcls(target);
    adminScramUsers(target);
    adminTokens(target);
    adminQuotas(target);
  });
}
