import { ShareGroupDescribe, type ShareGroupDescribeResponse } from '@k/wire';
import type { TopicPartition } from '@k/wire';
import { type AclOperation, operationsOf } from '../authorized-operations.ts';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { type AnyGroupDescription, describeGroups, type DescribeGroupsOptions, groupError } from './describe-groups.ts';
import type { GroupStateName } from './group-types.ts';
import { partitionsIn } from './members.ts';

/** A group whose members share the records of partitions (KIP-932). */
export interface ShareGroupDescription extends AnyGroupDescription {
  /** Stable, Empty or Dead. */
  readonly groupState: GroupStateName;
  readonly members: readonly ShareMemberDescription[];
  /** Goes up with each change of members and subscriptions. */
  readonly groupEpoch: number;
  /** The group epoch that the assignment was made for. */
  readonly targetAssignmentEpoch: number;
  /** What this user may do with it, when asked for. */
  readonly authorizedOperations: ReadonlySet<AclOperation> | undefined;
}

export interface ShareMemberDescription {
  readonly memberId: string;
  /** Undefined when it did not say. */
  readonly rackId: string | undefined;
  readonly clientId: string;
  /** Where it comes from, as the coordinator sees it: `/127.0.0.1`. */
  readonly host: string;
  readonly memberEpoch: number;
  readonly subscribedTopics: readonly string[];
  /** What it reads from at present; others may read from the same. */
  readonly assignment: readonly TopicPartition[];
}

type Group = ShareGroupDescribeResponse['groups'][number];

export async function describeShareGroups(
  calls: AdminCalls,
  groupIds: readonly string[],
  options?: DescribeGroupsOptions,
): Promise<ResourceMap<string, ShareGroupDescription>> {
  return describeGroups(calls, 'describeShareGroups()', { groupIds, options }, async (part, request, asking) => {
    const { coordinatorId, includeAuthorizedOperations } = asking;
    const { groups } = await request(ShareGroupDescribe, { groupIds: part, includeAuthorizedOperations });
    return groups.map((group) => [group.groupId, describe(group, coordinatorId)] as const);
  });
}

function describe(group: Group, coordinatorId: number): ShareGroupDescription | Error {
  return (
    groupError(ShareGroupDescribe, group) ?? {
      groupId: group.groupId,
      coordinatorId,
      groupState: group.groupState,
      members: group.members.map(memberOf),
      groupEpoch: group.groupEpoch,
      targetAssignmentEpoch: group.assignmentEpoch,
      authorizedOperations: operationsOf(group.authorizedOperations),
    }
  );
}

function memberOf(member: Group['members'][number]): ShareMemberDescription {
  const { memberId, rackId, clientId, clientHost, memberEpoch, subscribedTopicNames } = member;
  return {
    memberId,
    rackId: rackId ?? undefined,
    clientId,
    host: clientHost,
    memberEpoch,
    subscribedTopics: subscribedTopicNames,
    assignment: partitionsIn(member.assignment),
  };
}
