import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import {
  ErrorCode,
  errorFor,
  LeaveGroup,
  type LeaveGroupRequest,
  type LeaveGroupResponse,
  type MessageInit,
  parseOptions,
} from '@k/wire';
import { checkDistinct, checkGroupId } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { onlyResult } from '../partial-result-error.ts';
import type { ResourceMap } from '../resource-map.ts';
import { tooOld } from '../too-old.ts';
import { describeConsumerGroups } from './describe-consumer-groups.ts';

/** A member of a group: a static one by its instance id, any other by the id that the coordinator gave it. */
export type MemberToRemove = { readonly groupInstanceId: string } | { readonly memberId: string };

export interface RemoveMembersOptions extends WaitOptions {
  /** Static members, by their instance ids, or any by `memberId`. @default all members of the group */
  readonly members?: readonly MemberToRemove[] | undefined;
  /** For the broker's log. From Kafka 3.2 on. @default 'member was removed by an admin' */
  readonly reason?: string | undefined;
}

const id = z.string().min(1);
const removeOptions = schemaOf<RemoveMembersOptions>()(
  z.strictObject({
    ...waitSettings,
    members: z
      .array(z.union([z.strictObject({ groupInstanceId: id }), z.strictObject({ memberId: id })]))
      .readonly()
      .optional(),
    reason: z.string().max(255).default('member was removed by an admin'),
  }),
);

const CALL = 'removeMembersFromConsumerGroup()';
const SEVERAL_SINCE = 3;

export async function removeMembersFromConsumerGroup(
  calls: AdminCalls,
  group: string,
  options?: RemoveMembersOptions,
): Promise<ResourceMap<MemberToRemove, undefined>> {
  const groupId = checkGroupId(CALL, group);
  const parsed = parseOptions(`KafkaAdmin: ${CALL}`, removeOptions, options ?? {});
  const { members, reason, ...limits } = parsed;
  const deadline = calls.deadline(CALL, limits);
  const named =
    members ?? (await membersOf(calls, groupId, { timeoutMs: deadline.remainingMs(), signal: limits.signal }));
  const leaving = checkDistinct(
    CALL,
    'members',
    named.map((member) => [member, true]),
  );
  return calls.each(deadline, {
    name: CALL,
    resources: leaving.keys(),
    targetOf: () => ({ coordinator: 'group', key: groupId }),
    ask: async (part, request) => {
      const answer = await request(LeaveGroup, (version) => leaveRequest(version, { groupId, members: part, reason }));
      if (answer.errorCode !== ErrorCode.NONE) throw leaveError(groupId, answer.errorCode);
      return answer.members.map((member) => [resourceOf(member, part), errorOf(groupId, member)] as const);
    },
  });
}

/** A static member would come back under the same id, so it is named by that. */
async function membersOf(calls: AdminCalls, groupId: string, limits: WaitOptions): Promise<MemberToRemove[]> {
  const { members } = await onlyResult(describeConsumerGroups(calls, [groupId], limits));
  return members.map(({ memberId, groupInstanceId }) =>
    groupInstanceId === undefined ? { memberId } : { groupInstanceId },
  );
}

function leaveRequest(
  version: number,
  asked: { readonly groupId: string; readonly members: readonly MemberToRemove[]; readonly reason: string },
): MessageInit<LeaveGroupRequest> {
  const { groupId, members, reason } = asked;
  if (version < SEVERAL_SINCE) {
    throw tooOld(LeaveGroup, version, SEVERAL_SINCE, (kafka) => `to remove members of a group needs ${kafka}`);
  }
  return {
    groupId,
    members: members.map((member) =>
      'memberId' in member
        ? { memberId: member.memberId, groupInstanceId: null, reason }
        : { memberId: '', groupInstanceId: member.groupInstanceId, reason },
    ),
  };
}

type Answer = LeaveGroupResponse['members'][number];

function resourceOf({ memberId, groupInstanceId }: Answer, asked: readonly MemberToRemove[]): MemberToRemove {
  // Of a static member the answer may have both.
  const byInstance = asked.find((member) => 'groupInstanceId' in member && member.groupInstanceId === groupInstanceId);
  return byInstance ?? { memberId };
}

function errorOf(groupId: string, { errorCode, memberId, groupInstanceId }: Answer): Error | undefined {
  if (errorCode === ErrorCode.NONE) return undefined;
  return leaveError(groupId, errorCode, `, member '${groupInstanceId ?? memberId}'`);
}

function leaveError(groupId: string, code: number, member = ''): Error {
  return errorFor(code, { api: LeaveGroup.name, about: `group '${groupId}'${member}` });
}
