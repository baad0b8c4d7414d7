import { type Api, DescribeGroups, type DescribeGroupsResponse, ErrorCode, errorFor } from '@k/wire';
import { type AclOperation, operationsOf } from '../authorized-operations.ts';
import type { AdminCalls, Answers, SendRequest } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';
import { classicMember, CONSUMER_PROTOCOL_TYPE } from './classic-members.ts';
import {
  type AnyGroupDescription,
  type Asking,
  describeGroups,
  type DescribeGroupsOptions,
  groupError,
} from './describe-groups.ts';
import type { GroupStateName } from './group-types.ts';
import type { GroupMemberDescription } from './members.ts';

/** A group of the classic protocol: of consumers, of Kafka Connect's workers, or of anything else. */
export interface ClassicGroupDescription extends AnyGroupDescription {
  /** 'consumer', 'connect' …; '' when nobody has joined yet. */
  readonly protocolType: string;
  /** What its members agreed on, for consumers the assignor; '' unless the group is Stable. */
  readonly protocolData: string;
  /** Nobody uses it to share work: it holds offsets only. */
  readonly isSimpleConsumerGroup: boolean;
  readonly groupState: GroupStateName;
  /** Of members that are no consumers, assignments and topics are not told. */
  readonly members: readonly GroupMemberDescription[];
  /** What this user may do with it, when asked for. */
  readonly authorizedOperations: ReadonlySet<AclOperation> | undefined;
}

export async function describeClassicGroups(
  calls: AdminCalls,
  groupIds: readonly string[],
  options?: DescribeGroupsOptions,
): Promise<ResourceMap<string, ClassicGroupDescription>> {
  return describeGroups(calls, 'describeClassicGroups()', { groupIds, options }, askClassic);
}

const OPERATIONS_SINCE = 3;

/** Asks one coordinator about classic groups. */
export async function askClassic(
  groups: readonly string[],
  request: SendRequest,
  { coordinatorId, includeAuthorizedOperations }: Asking,
): Promise<Answers<string, ClassicGroupDescription>> {
  const answer = await request(DescribeGroups, (version) => {
    if (version >= OPERATIONS_SINCE) return { groups, includeAuthorizedOperations };
    if (!includeAuthorizedOperations) return { groups };
    throw tooOld(DescribeGroups, version, OPERATIONS_SINCE, (kafka) => `includeAuthorizedOperations needs ${kafka}`);
  });
  return answer.groups.map((group) => [group.groupId, describe(group, coordinatorId)] as const);
}

function describe(
  group: DescribeGroupsResponse['groups'][number],
  coordinatorId: number,
): ClassicGroupDescription | Error {
  const { groupId, protocolType, protocolData, groupState, members, authorizedOperations } = group;
  const error = groupError(DescribeGroups, group);
  if (error !== undefined) return error;
  // Before Kafka 4.0 that stands for a group that is not there.
  if (groupState === 'Dead') return notFound(DescribeGroups, groupId);
  return {
    groupId,
    coordinatorId,
    protocolType,
    protocolData,
    isSimpleConsumerGroup: protocolType === '',
    groupState,
    members: members.map((member) => classicMember(member, protocolType)),
    authorizedOperations: operationsOf(authorizedOperations),
  };
}

function notFound(api: Pick<Api<never, never>, 'name'>, groupId: string): Error {
  return errorFor(ErrorCode.GROUP_ID_NOT_FOUND, { api: api.name, about: `group '${groupId}'` });
}

/** Whether a classic group is one of consumers, or may become one. */
export function isOfConsumers({ protocolType }: Pick<ClassicGroupDescription, 'protocolType'>): boolean {
  return protocolType === CONSUMER_PROTOCOL_TYPE || protocolType === '';
}
