import type { ApiSchema } from '@k/tool-codegen';

export const joinGroup: ApiSchema = {
  key: 11,
  name: 'JoinGroup',
  target: 'the group coordinator',
  about: 'Enters a group, or enters again because it rebalances. The answer comes when all members have.',
  versions: {
    0: 'The first.',
    1: 'rebalanceTimeoutMs (KIP-62).',
    2: 'The response gains throttleTimeMs.',
    3: 'The broker answers before it throttles (KIP-219).',
    4: 'A new member is first sent its id with MEMBER_ID_REQUIRED, and joins again with it (KIP-394).',
    5: 'groupInstanceId: static membership (KIP-345).',
    6: 'Flexible.',
    7: 'The response gains protocolType; protocolName may be null (KIP-559).',
    8: 'reason (KIP-800).',
    9: 'skipAssignment, for static leaders (KIP-814).',
  },
  flexible: 6,
  request: {
    groupId: ['string (groupId)', 'TODO'],
    sessionTimeoutMs: ['int32', 'TODO'],
    rebalanceTimeoutMs: ['int32 v1+ ignorable = -1', 'TODO'],
    memberId: ['string', 'TODO'],
    groupInstanceId: ['string? v5+ = null', 'TODO'],
    protocolType: ['string', 'TODO'],
    protocols: ['[]Protocol', 'TODO', {
      name: ['string key', 'TODO'],
      metadata: ['bytes', 'TODO'],
    }],
    reason: ['string? v8+ ignorable = null', 'TODO'],
  },
  response: {
    throttleTimeMs: ['int32 v2+ ignorable', 'TODO'],
    errorCode: ['int16', 'TODO'],
    generationId: ['int32 = -1', 'TODO'],
    protocolType: ['string? v7+ ignorable = null', 'TODO'],
    protocolName: ['string null v7+', 'TODO'],
    leader: ['string', 'TODO'],
    skipAssignment: ['bool v9+', 'TODO'],
    memberId: ['string', 'TODO'],
    members: ['[]Member', 'TODO', {
      memberId: ['string', 'TODO'],
      groupInstanceId: ['string? v5+ ignorable = null', 'TODO'],
      metadata: ['bytes', 'TODO'],
    }],
  },
};
