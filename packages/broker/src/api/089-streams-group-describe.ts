import { StreamsGroupDescribe, type StreamsGroupDescribeRequest, type StreamsGroupDescribeResponse } from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import { absentGroup } from './absent-groups.ts';
import type { ApiHandler } from './handler.ts';

/**
 * StreamsGroupDescribe (89), v0-v1. There are no streams groups (KIP-1071) here: each is told not to be found, as by a Kafka
 * that has none of that name. (Kafka Streams itself runs, in classic groups.)
 */
export const streamsGroupDescribe: ApiHandler<StreamsGroupDescribeRequest, StreamsGroupDescribeResponse> = {
  api: StreamsGroupDescribe,
  minVersion: 0,
  maxVersion: 1,
  handle({ groupIds }, context) {
    return {
      groups: groupIds.map((groupId) => {
        const { errorCode, message: errorMessage } = absentGroup(groupId, 'streams', AclOperation.DESCRIBE, context);
        return { groupId, errorCode, errorMessage };
      }),
    };
  },
};
