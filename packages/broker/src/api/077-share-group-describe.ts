import {
  ErrorCode,
  ShareGroupDescribe,
  type ShareGroupDescribeRequest,
  type ShareGroupDescribeResponse,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import { absentGroup } from './absent-groups.ts';
import type { ApiHandler } from './handler.ts';

/**
 * ShareGroupDescribe (77), v1. There are no share groups (KIP-932) here: each is told not to be found, as by a Kafka that has
 * none of that name.
 */
export const shareGroupDescribe: ApiHandler<ShareGroupDescribeRequest, ShareGroupDescribeResponse> = {
  api: ShareGroupDescribe,
  minVersion: 1,
  maxVersion: 1,
  handle({ groupIds }, context) {
    return {
      groups: groupIds.map((groupId) => {
        const { errorCode, message } = absentGroup(groupId, 'share', AclOperation.DESCRIBE, context);
        // Kafka has words for it here, and not where streams groups are described.
        const isElsewhere = errorCode === ErrorCode.NOT_COORDINATOR;
        return { groupId, errorCode, errorMessage: isElsewhere ? 'This is not the correct coordinator.' : message };
      }),
    };
  },
};
