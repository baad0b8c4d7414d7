import { ErrorCode, JoinGroup, type JoinGroupRequest, type JoinGroupResponse } from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { JoinReply } from '../group/classic/member.ts';
import type { ApiHandler } from './handler.ts';

const REQUIRES_MEMBER_ID_SINCE = 4;
const STATIC_MEMBERS_SINCE = 5;
const PROTOCOL_TYPE_SINCE = 7;
const SKIP_ASSIGNMENT_SINCE = 9;

/**
 * JoinGroup (11), v0-v9. Parked until the group's join phase is over.
 *
 * v1: rebalance timeout of its own. v4: a dynamic member first gets its id with MEMBER_ID_REQUIRED (KIP-394).
 * v5: static members (KIP-345). v6: flexible. v7: protocol type. v8: reason. v9: skipAssignment (KIP-814).
 * In a consumer group (KIP-848), which a classic member may join during a live migration, it is answered at once.
 */
export const joinGroup: ApiHandler<JoinGroupRequest, JoinGroupResponse> = {
  api: JoinGroup,
  minVersion: 0,
  maxVersion: 9,
  handle(request, context) {
    const { groups, cluster, version } = context;
    const { groupId, memberId, sessionTimeoutMs, groupInstanceId } = request;
    const shape = (reply: JoinReply): JoinReply => inVersion(reply, version);
    const refusal = context.access.group(AclOperation.READ, groupId);
    if (refusal !== ErrorCode.NONE) return shape({ errorCode: refusal, memberId: '' });
    const problem = groups.problem(groupId, context.nodeId);
    if (problem !== ErrorCode.NONE) return shape({ errorCode: problem, memberId });
    const { groupMinSessionTimeoutMs, groupMaxSessionTimeoutMs } = cluster.settings;
    if (sessionTimeoutMs < groupMinSessionTimeoutMs || sessionTimeoutMs > groupMaxSessionTimeoutMs) {
      return shape({ errorCode: ErrorCode.INVALID_SESSION_TIMEOUT, memberId });
    }
    // Only a newcomer makes a group; a member of one we do not know has to begin anew.
    const present = groups.groupToJoin(groupId);
    const group = memberId === '' ? (present ?? groups.getOrCreate(groupId)) : present;
    if (group === undefined) return shape({ errorCode: ErrorCode.UNKNOWN_MEMBER_ID, memberId });
    const rebalanceTimeoutMs = request.rebalanceTimeoutMs >= 0 ? request.rebalanceTimeoutMs : sessionTimeoutMs;
    return new Promise((resolve) => {
      group.join(
        {
          memberId,
          groupInstanceId,
          protocolType: request.protocolType,
          // The metadata outlives the request's frame, which may be large: it is copied out.
          terms: {
            sessionTimeoutMs,
            rebalanceTimeoutMs,
            protocols: request.protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) })),
          },
          clientId: context.clientId ?? '',
          clientHost: `/${context.connection.remoteAddress.replace(/:\d+$/, '')}`,
          requiresMemberId: version >= REQUIRES_MEMBER_ID_SINCE,
          supportsSkipAssignment: version >= SKIP_ASSIGNMENT_SINCE,
        },
        (reply) => {
          resolve(shape(reply));
        },
      );
    });
  },
};

/** The same answer in terms of an older version: what it lacks is left out, and null was not known there. */
function inVersion(reply: JoinReply, version: number): JoinReply {
  const members = reply.members ?? [];
  return {
    ...reply,
    protocolName: reply.protocolName ?? (version >= PROTOCOL_TYPE_SINCE ? null : ''),
    members:
      version >= STATIC_MEMBERS_SINCE ? members : members.map(({ memberId, metadata }) => ({ memberId, metadata })),
  };
}
