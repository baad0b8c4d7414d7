import { ErrorCode, Heartbeat, type HeartbeatRequest, type HeartbeatResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * Heartbeat (12), v0-v4. Keeps the member's session alive; REBALANCE_IN_PROGRESS asks it to join again.
 *
 * v3: static members (KIP-345). v4: flexible.
 */
export const heartbeat: ApiHandler<HeartbeatRequest, HeartbeatResponse> = {
  api: Heartbeat,
  minVersion: 0,
  maxVersion: 4,
  handle(request, { cluster, groups, nodeId }) {
    // 0.8.2 reads it and knows no more to do with it.
    if (cluster.releaseAt(nodeId)?.hasGroups === false) return { errorCode: ErrorCode.UNKNOWN_SERVER_ERROR };
    const problem = groups.problem(request.groupId, nodeId);
    if (problem !== ErrorCode.NONE) return { errorCode: problem };
    const group = groups.group(request.groupId);
    if (group === undefined) return { errorCode: ErrorCode.UNKNOWN_MEMBER_ID };
    return { errorCode: group.heartbeat(request.memberId, request.groupInstanceId, request.generationId) };
  },
};
