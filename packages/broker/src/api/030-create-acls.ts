import { CreateAcls, ErrorCode, type CreateAclsRequest, type CreateAclsResponse } from '@k/wire';
import { aclProblem, hasUnknownCode, isFilter, withKnownCodes } from '../access/acl-arguments.ts';
import type { Acl } from '../access/acl.ts';
import { CLOSE_CONNECTION, type ApiHandler } from './handler.ts';

/**
 * CreateAcls (30), v0-v3. Makes access rules, which hold from the next request of anybody on. One that is there already is no
 * error. SECURITY_DISABLED where no authorizer is on.
 *
 * v1: rules for prefixes (KIP-290). v2: flexible. v3: rules for users (KIP-373).
 */
export const createAcls: ApiHandler<CreateAclsRequest, CreateAclsResponse> = {
  api: CreateAcls,
  minVersion: 0,
  maxVersion: 3,
  handle({ creations }, { cluster }) {
    const asked = creations.map(aclOf);
    if (asked.some(hasUnknownCode)) return CLOSE_CONNECTION;
    const authorizer = cluster.authorizer;
    if (authorizer === undefined) {
      const refused = { errorCode: ErrorCode.SECURITY_DISABLED, errorMessage: 'No Authorizer is configured.' };
      return { results: asked.map(() => refused) };
    }
    const acls = asked.map(withKnownCodes);
    if (acls.some(isFilter))
      return { results: acls.map(() => ({ errorCode: ErrorCode.UNKNOWN_SERVER_ERROR, errorMessage: null })) };
    return {
      results: acls.map((acl) => {
        const problem = aclProblem(acl);
        if (problem !== undefined) return { errorCode: problem.errorCode, errorMessage: problem.message };
        authorizer.acls.add(acl);
        return { errorCode: ErrorCode.NONE };
      }),
    };
  },
};

function aclOf(creation: CreateAclsRequest['creations'][number]): Acl {
  const { resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType } = creation;
  return { resourceType, resourceName, patternType: resourcePatternType, principal, host, operation, permissionType };
}
