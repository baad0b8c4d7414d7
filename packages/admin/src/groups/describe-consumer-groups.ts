import {
  asError,
  ConsumerGroupDescribe,
  type ConsumerGroupDescribeResponse,
  ErrorCode,
  errorFor,
  KafkaError,
  ProtocolError,
} from '@k/wire';
import { type AclOperation, operationsOf } from '../authorized-operations.ts';
import type { AdminCalls, Answers, SendRequest } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { askClassic, type ClassicGroupDescription, isOfConsumers } from './describe-classic-groups.ts';
import {
  type AnyGroupDescription,
  type Asking,
  describeGroups,
  type DescribeGroupsOptions,
  groupError,
} from './describe-groups.ts';
import type { GroupStateName } from './group-types.ts';
import { type GroupMemberDescription, partitionsIn } from './members.ts';

/** A group of consumers, of either protocol. */
export interface ConsumerGroupDescription extends AnyGroupDescription {
  readonly type: 'classic' | 'consumer';
  /** Nobody uses it to share work: it holds offsets only. */
  readonly isSimpleConsumerGroup: boolean;
  readonly groupState: GroupStateName;
  /** The assignor; '' in a classic group unless it is Stable. */
  readonly partitionAssignor: string;
  readonly members: readonly GroupMemberDescription[];
  /** Goes up with each change of members and subscriptions; undefined in classic groups. */
  readonly groupEpoch: number | undefined;
  /** The group epoch that the target assignment was made for; undefined in classic groups. */
  readonly targetAssignmentEpoch: number | undefined;
  /** What this user may do with it, when asked for. */
  readonly authorizedOperations: ReadonlySet<AclOperation> | undefined;
}

export async function describeConsumerGroups(
  calls: AdminCalls,
  groupIds: readonly string[],
  options?: DescribeGroupsOptions,
): Promise<ResourceMap<string, ConsumerGroupDescription>> {
  return describeGroups(calls, 'describeConsumerGroups()', { groupIds, options }, askConsumer);
}

/** Asks one coordinator about groups of the consumer protocol, and then about those that are none as classic ones. */
async function askConsumer(
  groupIds: readonly string[],
  request: SendRequest,
  asking: Asking,
): Promise<Answers<string, ConsumerGroupDescription>> {
  const { coordinatorId, includeAuthorizedOperations } = asking;
  const answers = new Map<string, ConsumerGroupDescription | Error>();
  const classic = new Set<string>();
  try {
    const { groups } = await request(ConsumerGroupDescribe, { groupIds, includeAuthorizedOperations });
    for (const group of groups) {
      if (IS_NONE.has(group.errorCode)) classic.add(group.groupId);
      else answers.set(group.groupId, describe(group, coordinatorId));
    }
  } catch (error) {
    if (!lacksConsumerProtocol(error)) throw error;
    for (const groupId of groupIds) classic.add(groupId);
  }
  if (classic.size === 0) return answers;
  // What has been told of the others stands, whatever comes of these.
  const others = await askClassic([...classic], request, asking).catch((error: unknown) =>
    Array.from(classic, (groupId) => [groupId, asError(error)] as const),
  );
  for (const [groupId, outcome] of others) {
    answers.set(groupId, outcome instanceof Error ? outcome : fromClassic(outcome));
  }
  return answers;
}

/** What a coordinator says of a group that is not of the consumer protocol; whether it is there, the classic request tells. */
const IS_NONE: ReadonlySet<number> = new Set([ErrorCode.GROUP_ID_NOT_FOUND, ErrorCode.UNSUPPORTED_VERSION]);

/** Before Kafka 4.0, or as long as the cluster's `group.version` is 0. */
function lacksConsumerProtocol(error: unknown): boolean {
  if (error instanceof ProtocolError) return error.code === ErrorCode.UNSUPPORTED_VERSION;
  return KafkaError.is(error) && error.name === 'UnsupportedVersionError' && !error.retriable;
}

function describe(
  group: ConsumerGroupDescribeResponse['groups'][number],
  coordinatorId: number,
): ConsumerGroupDescription | Error {
  return (
    groupError(ConsumerGroupDescribe, group) ?? {
      groupId: group.groupId,
      coordinatorId,
      type: 'consumer',
      isSimpleConsumerGroup: false,
      groupState: group.groupState,
      partitionAssignor: group.assignorName,
      members: group.members.map(memberOf),
      groupEpoch: group.groupEpoch,
      targetAssignmentEpoch: group.assignmentEpoch,
      authorizedOperations: operationsOf(group.authorizedOperations),
    }
  );
}

type Member = ConsumerGroupDescribeResponse['groups'][number]['members'][number];

const TYPE_UNKNOWN = -1;
const TYPE_CONSUMER = 1;

function memberOf(member: Member): GroupMemberDescription {
  const { memberId, instanceId, rackId, clientId, clientHost, memberEpoch, memberType } = member;
  return {
    memberId,
    groupInstanceId: instanceId ?? undefined,
    rackId: rackId ?? undefined,
    clientId,
    host: clientHost,
    assignment: partitionsIn(member.assignment),
    targetAssignment: partitionsIn(member.targetAssignment),
    memberEpoch,
    upgraded: memberType === TYPE_UNKNOWN ? undefined : memberType === TYPE_CONSUMER,
    subscribedTopics: member.subscribedTopicNames,
    // Kafka tells of none as of an empty one.
    subscribedTopicRegex: member.subscribedTopicRegex || undefined,
  };
}

/** Whether an error says that the group is there, and that its members are no consumers. */
export function isOfOthers(error: Error): boolean {
  return (
    error instanceof ProtocolError && error.code === ErrorCode.GROUP_ID_NOT_FOUND && error.context.detail !== undefined
  );
}

function fromClassic(group: ClassicGroupDescription): ConsumerGroupDescription | Error {
  const { groupId, protocolType, protocolData, ...rest } = group;
  if (!isOfConsumers(group)) {
    const detail = `The group is not one of consumers: its protocol type is '${protocolType}'. describeClassicGroups() tells of it.`;
    return errorFor(ErrorCode.GROUP_ID_NOT_FOUND, { about: `group '${groupId}'`, detail });
  }
  const epochs = { groupEpoch: undefined, targetAssignmentEpoch: undefined };
  return { ...rest, groupId, type: 'classic', partitionAssignor: protocolData, ...epochs };
}
