import { DeleteAcls, ErrorCode, type DeleteAclsRequest, type DeleteAclsResponse, type MessageInit } from '@k/wire';
import type { AclFilter } from '../access/acl-filter.ts';
import { filterProblem, hasUnknownCode, withKnownCodes } from '../access/acl-arguments.ts';
import { filterOf } from '../access/acl-request.ts';
import type { AclStore } from '../access/acl-store.ts';
import { CLOSE_CONNECTION, type ApiHandler } from './handler.ts';

type FilterResult = NonNullable<MessageInit<DeleteAclsResponse>['filterResults']>[number];

/**
 * DeleteAcls (31), v0-v3. Deletes the access rules that match filters, and tells which those were. SECURITY_DISABLED where no
 * authorizer is on.
 *
 * v1: rules for prefixes (KIP-290); before, literal ones are meant alone. v2: flexible. v3: rules for users (KIP-373).
 */
export const deleteAcls: ApiHandler<DeleteAclsRequest, DeleteAclsResponse> = {
  api: DeleteAcls,
  minVersion: 0,
  maxVersion: 3,
  handle(request, { cluster }) {
    const filters = request.filters.map(filterOf);
    if (filters.some(hasUnknownCode)) return CLOSE_CONNECTION;
    const authorizer = cluster.authorizer;
    if (authorizer === undefined) {
      const refused = { errorCode: ErrorCode.SECURITY_DISABLED, errorMessage: 'No Authorizer is configured.' };
      return { filterResults: filters.map(() => refused) };
    }
    // A rule that two filters match is deleted by both, as on Kafka: what there is to delete is looked for first.
    const asked = filters.map(withKnownCodes);
    const results = asked.map((filter) => matching(filter, authorizer.acls));
    for (const filter of asked) if (filterProblem(filter) === undefined) authorizer.acls.delete(filter);
    return { filterResults: results };
  },
};

function matching(filter: AclFilter, acls: AclStore): FilterResult {
  const problem = filterProblem(filter);
  if (problem !== undefined) return { errorCode: problem.errorCode, errorMessage: problem.message };
  const good = { errorCode: ErrorCode.NONE, errorMessage: null };
  return { ...good, matchingAcls: acls.list(filter).map((acl) => ({ ...good, ...acl })) };
}
