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
    groupId: ['string (groupId)', 'TODO'],
    memberId: ['string v0-2', 'TODO'],
    members: ['[]MemberIdentity v3+', 'TODO', {
      memberId: ['string', 'TODO'],
      groupInstanceId: ['string? = null', 'TODO'],
      reason: ['string? v5+ ignorable = null', 'TODO'],
    }],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'TODO'],
    errorCode: ['int16', 'TODO'],
    members: ['[]Member v3+', 'TODO', {
      memberId: ['string', 'TODO'],
      groupInstanceId: ['string?', 'TODO'],
      errorCode: ['int16', 'TODO'],
    }],
  },
};
