import { ErrorCode, LeaveGroup, type LeaveGroupRequest, type LeaveGroupResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * LeaveGroup (13), v0-v5. Takes members out at once instead of after their session timeout.
 *
 * v3: several members, static ones by their instance id (KIP-345). v4: flexible. v5: reason.
 */
export const leaveGroup: ApiHandler<LeaveGroupRequest, LeaveGroupResponse> = {
  api: LeaveGroup,
  minVersion: 0,
  maxVersion: 5,
  handle(request, { groups, nodeId, version }) {
    const problem = groups.problem(request.groupId, nodeId);
    if (problem !== ErrorCode.NONE) return { errorCode: problem };
    const group = groups.group(request.groupId);
    if (version < 3) {
      const [result] = group?.leave([{ memberId: request.memberId, groupInstanceId: null }]) ?? [];
      return { errorCode: result?.errorCode ?? ErrorCode.UNKNOWN_MEMBER_ID };
    }
    const leaving = request.members.map(({ memberId, groupInstanceId }) => ({ memberId, groupInstanceId }));
    const unknown = leaving.map((member) => ({ ...member, errorCode: ErrorCode.UNKNOWN_MEMBER_ID }));
    return { errorCode: ErrorCode.NONE, members: group?.leave(leaving) ?? unknown };
  },
};
