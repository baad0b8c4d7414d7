import type { ApiSchema } from '@k/tool-codegen';

export const leaveGroup: ApiSchema = {
  key: 13,
  name: 'LeaveGroup',
  target: 'the group coordinator',
  about: 'Takes members out of a group without waiting for their sessions to end.',
  versions: {
    0: 'The first.',
    1: 'The response gains throttleTimeMs.',
    2: 'The broker answers before it throttles (KIP-219).',
    3: 'Several members at once, static ones by their instance id (KIP-345).',
    4: 'Flexible.',
    5: 'reason (KIP-800).',
  },
  flexible: 4,
  request: {
    groupId: ['string (groupId)', 'The id of the group.'],
    memberId: ['string v0-2', 'The id that the coordinator gave the member.'],
    members: ['[]MemberIdentity v3+', 'The members that leave.', {
      memberId: ['string', 'The id of the member; empty to name a static member by its instance id alone.'],
      groupInstanceId: ['string? = null', 'The lasting name of a static member (group.instance.id); null for others.'],
      reason: ['string? v5+ ignorable = null', "Why the member joins or leaves, for the broker's log."],
    }],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    members: ['[]Member v3+', 'The outcome, by member.', {
      memberId: ['string', 'The id that the coordinator gave the member.'],
      groupInstanceId: ['string?', 'The lasting name of a static member (group.instance.id); null for others.'],
      errorCode: ['int16', '0, or why the member could not leave.'],
    }],
  },
};
