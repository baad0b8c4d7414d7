import { ErrorCode, ListGroups, type ListGroupsRequest, type ListGroupsResponse } from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { ApiHandler } from './handler.ts';

/**
 * ListGroups (16), v0-v5. The groups that this node coordinates, those that only hold offsets too.
 *
 * v1: throttle time. v3: flexible. v4: by state (KIP-518). v5: by type (KIP-848). Both in whatever case; a state or type
 * that there is not is none of any group.
 */
export const listGroups: ApiHandler<ListGroupsRequest, ListGroupsResponse> = {
  api: ListGroups,
  minVersion: 0,
  maxVersion: 5,
  handle({ statesFilter, typesFilter }, { access, groups, nodeId }) {
    const seesAll = access.cluster(AclOperation.DESCRIBE) === ErrorCode.NONE;
    const states = new Set(statesFilter.map((state) => state.trim().toLowerCase()));
    const types = new Set(typesFilter.map((type) => type.toLowerCase()));
    const listed = groups.managedGroups.filter(
      ({ groupId, stateName, type }) =>
        groups.coordinatorOf(groupId) === nodeId &&
        (seesAll || access.group(AclOperation.DESCRIBE, groupId) === ErrorCode.NONE) &&
        (states.size === 0 || states.has(stateName.toLowerCase())) &&
        (types.size === 0 || types.has(type)),
    );
    return {
      errorCode: ErrorCode.NONE,
      groups: listed.map(({ groupId, protocolType, stateName: groupState, type: groupType }) => ({
        groupId,
        protocolType,
        groupState,
        groupType,
      })),
    };
  },
};
