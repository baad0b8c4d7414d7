import { ErrorCode, SyncGroup, type SyncGroupRequest, type SyncGroupResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * SyncGroup (14), v0-v5. Followers are parked until the leader brings the assignment.
 *
 * v3: static members (KIP-345). v4: flexible. v5: protocol type and name, which must be the group's (KIP-559).
 */
export const syncGroup: ApiHandler<SyncGroupRequest, SyncGroupResponse> = {
  api: SyncGroup,
  minVersion: 0,
  maxVersion: 5,
  handle(request, { groups, nodeId, version }) {
    const problem = groups.problem(request.groupId, nodeId);
    if (problem !== ErrorCode.NONE) return { errorCode: problem };
    if (version >= 5 && (request.protocolType === null || request.protocolName === null)) {
      return { errorCode: ErrorCode.INCONSISTENT_GROUP_PROTOCOL };
    }
    const group = groups.group(request.groupId);
    if (group === undefined) return { errorCode: ErrorCode.UNKNOWN_MEMBER_ID };
    return new Promise((resolve) => {
      group.sync(
        {
          memberId: request.memberId,
          groupInstanceId: request.groupInstanceId,
          generationId: request.generationId,
          protocolType: request.protocolType,
          protocolName: request.protocolName,
          // Copied: an assignment outlives the request's frame.
          assignments: new Map(
            request.assignments.map(({ memberId, assignment }) => [memberId, Buffer.from(assignment)]),
          ),
        },
        resolve,
      );
    });
  },
};
