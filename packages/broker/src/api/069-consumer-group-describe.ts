import {
  ConsumerGroupDescribe,
  ErrorCode,
  type ConsumerGroupDescribeRequest,
  type ConsumerGroupDescribeResponse,
  type MessageInit,
} from '@k/wire';
import { GROUP_OPERATIONS, NOT_ASKED } from './authorized-operations.ts';
import { hasConsumerGroups } from './consumer-groups.ts';
import type { ApiHandler, RequestContext } from './handler.ts';

type DescribedGroup = NonNullable<MessageInit<ConsumerGroupDescribeResponse>['groups']>[number];

/**
 * ConsumerGroupDescribe (69), v0-v1. State, epochs and members of consumer groups (KIP-848), with what each has and is to have.
 *
 * v1: which protocol a member speaks (KIP-1099).
 * Classic groups are GROUP_ID_NOT_FOUND. Other than on Kafka, a group that is named twice is answered once.
 */
export const consumerGroupDescribe: ApiHandler<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse> = {
  api: ConsumerGroupDescribe,
  minVersion: 0,
  maxVersion: 1,
  handle({ groupIds, includeAuthorizedOperations }, context) {
    // Once each: an answer could be the size of the largest group times that of the request.
    const described = [...new Set(groupIds)].map((groupId) => describe(groupId, context));
    const authorizedOperations = includeAuthorizedOperations ? GROUP_OPERATIONS : NOT_ASKED;
    return {
      groups: described.map((group) =>
        group.errorCode === ErrorCode.NONE ? { ...group, authorizedOperations } : group,
      ),
    };
  },
};

function describe(groupId: string, { groups, cluster, nodeId, version }: RequestContext): DescribedGroup {
  if (!hasConsumerGroups(cluster)) return { groupId, errorCode: ErrorCode.UNSUPPORTED_VERSION };
  const problem = groups.problem(groupId, nodeId);
  if (problem !== ErrorCode.NONE) return { groupId, errorCode: problem };
  const described = groups.describeConsumerGroup(groupId, version);
  if (described !== undefined) return described;
  const errorMessage =
    groups.group(groupId) === undefined ? `Group ${groupId} not found.` : `Group ${groupId} is not a consumer group.`;
  return { groupId, errorCode: ErrorCode.GROUP_ID_NOT_FOUND, errorMessage };
}
