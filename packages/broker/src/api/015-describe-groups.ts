import {
  DescribeGroups,
  ErrorCode,
  type DescribeGroupsRequest,
  type DescribeGroupsResponse,
  type MessageInit,
} from '@k/wire';
import { AclOperation, ResourceType } from '../access/acl.ts';
import type { Group } from '../group/classic/group.ts';
import { NOT_ASKED } from './authorized-operations.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type GroupResponse = NonNullable<MessageInit<DescribeGroupsResponse>['groups']>[number];

const NOTHING = new Uint8Array(0);
const GROUP_ID_NOT_FOUND_SINCE = 6;

/**
 * DescribeGroups (15), v0-v6. State and members of groups of the classic protocol.
 *
 * v1: throttle time. v3: authorized operations (KIP-430). v4: static members (KIP-345). v5: flexible. v6: a group that is not
 * there is GROUP_ID_NOT_FOUND (KIP-1043); before, it is Dead, without an error.
 * What members told is there only while the group is Stable.
 */
export const describeGroups: ApiHandler<DescribeGroupsRequest, DescribeGroupsResponse> = {
  api: DescribeGroups,
  minVersion: 0,
  maxVersion: 6,
  handle(request, context) {
    // Once each: an answer could be the size of the largest group times that of the request.
    const groupIds = [...new Set(request.groups)];
    const { access } = context;
    return {
      groups: groupIds.map((groupId) => {
        const refusal = access.group(AclOperation.DESCRIBE, groupId);
        if (refusal !== ErrorCode.NONE) return { groupId, errorCode: refusal };
        const described = describe(groupId, context);
        if (described.errorCode !== ErrorCode.NONE) return described;
        const authorizedOperations = request.includeAuthorizedOperations
          ? access.operations(ResourceType.GROUP, groupId)
          : NOT_ASKED;
        return { ...described, authorizedOperations };
      }),
    };
  },
};

function describe(groupId: string, { groups, nodeId, version }: RequestContext): GroupResponse {
  const problem = groups.offsetsProblem(groupId, nodeId);
  if (problem !== ErrorCode.NONE) return { groupId, errorCode: problem };
  const group = groups.group(groupId);
  if (group?.type === 'classic') return { groupId, errorCode: ErrorCode.NONE, ...describeClassic(group.group) };
  const groupState = 'Dead';
  if (version < GROUP_ID_NOT_FOUND_SINCE) return { groupId, errorCode: ErrorCode.NONE, groupState };
  const errorMessage = `Group ${groupId} ${group === undefined ? 'not found' : 'is not a classic group'}.`;
  return { groupId, errorCode: ErrorCode.GROUP_ID_NOT_FOUND, errorMessage, groupState };
}

function describeClassic(group: Group): Partial<GroupResponse> {
  const { state, protocolType, protocolName, members } = group;
  const isStable = state === 'Stable';
  const protocolData = isStable ? (protocolName ?? '') : '';
  return {
    groupState: state,
    protocolType: protocolType ?? '',
    protocolData,
    members: members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      memberMetadata: isStable ? member.metadataOf(protocolData) : NOTHING,
      memberAssignment: member.assignment,
    })),
  };
}
