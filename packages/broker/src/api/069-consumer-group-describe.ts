import {
  ConsumerGroupDescribe,
  ErrorCode,
  type ConsumerGroupDescribeRequest,
  type ConsumerGroupDescribeResponse,
  type MessageInit,
} from '@k/wire';
import { AclOperation, ResourceType } from '../access/acl.ts';
import { NOT_ASKED } from './authorized-operations.ts';
import { hasConsumerGroups } from './consumer-groups.ts';
import type { Access } from '../access/access.ts';
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
    return {
      groups: described.map((group) => {
        if (group.errorCode !== ErrorCode.NONE) return group;
        const authorizedOperations = includeAuthorizedOperations
          ? context.access.operations(ResourceType.GROUP, group.groupId ?? '')
          : NOT_ASKED;
        return { ...group, authorizedOperations };
      }),
    };
  },
};

function describe(groupId: string, { access, groups, cluster, nodeId, version }: RequestContext): DescribedGroup {
  if (!hasConsumerGroups(cluster)) return { groupId, errorCode: ErrorCode.UNSUPPORTED_VERSION };
  const refusal = access.group(AclOperation.DESCRIBE, groupId);
  if (refusal !== ErrorCode.NONE) return { groupId, errorCode: refusal };
  const problem = groups.problem(groupId, nodeId);
  if (problem !== ErrorCode.NONE) return { groupId, errorCode: problem };
  const described = groups.describeConsumerGroup(groupId, version);
  if (described !== undefined) return hasHiddenTopic(described, access) ? hidden(groupId) : described;
  const errorMessage =
    groups.group(groupId) === undefined ? `Group ${groupId} not found.` : `Group ${groupId} is not a consumer group.`;
  return { groupId, errorCode: ErrorCode.GROUP_ID_NOT_FOUND, errorMessage };
}

/** Whether a member has, or is to have, partitions of a topic that the client may not know of. */
function hasHiddenTopic({ members = [] }: DescribedGroup, access: Access): boolean {
  const topics = new Set(
    members.flatMap(({ assignment, targetAssignment }) =>
      [assignment, targetAssignment].flatMap((each) => each?.topicPartitions ?? []).map(({ topicName }) => topicName),
    ),
  );
  return [...topics].some((topic) => access.topic(AclOperation.DESCRIBE, topic ?? '') !== ErrorCode.NONE);
}

function hidden(groupId: string): DescribedGroup {
  const errorMessage = 'The group has described topic(s) that the client is not authorized to describe.';
  return { groupId, errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED, errorMessage };
}
