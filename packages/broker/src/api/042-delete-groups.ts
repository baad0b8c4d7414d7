import { DeleteGroups, ErrorCode, type DeleteGroupsRequest, type DeleteGroupsResponse } from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

/**
 * DeleteGroups (42), v0-v3. Groups without members go, with their offsets, those of open transactions too (KIP-229).
 *
 * v1: answered before it is throttled. v2: flexible. v3: messages.
 */
export const deleteGroups: ApiHandler<DeleteGroupsRequest, DeleteGroupsResponse> = {
  api: DeleteGroups,
  minVersion: 0,
  maxVersion: 3,
  handle(request, context) {
    const groupIds = [...new Set(request.groupsNames)];
    return { results: groupIds.map((groupId) => ({ groupId, errorCode: remove(groupId, context) })) };
  },
};

function remove(groupId: string, { access, groups, nodeId }: RequestContext): number {
  const refusal = access.group(AclOperation.DELETE, groupId);
  if (refusal !== ErrorCode.NONE) return refusal;
  const problem = groups.offsetsProblem(groupId, nodeId);
  if (problem !== ErrorCode.NONE) return problem;
  const group = groups.managedGroup(groupId);
  if (group === undefined) return ErrorCode.GROUP_ID_NOT_FOUND;
  const { deletionProblem } = group;
  if (deletionProblem === ErrorCode.NONE) groups.delete(group);
  return deletionProblem;
}
