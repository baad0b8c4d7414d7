import type { ApiSchema } from '@k/tool-codegen';

export const syncGroup: ApiSchema = {
  key: 14,
  name: 'SyncGroup',
  target: 'the group coordinator',
  about: 'The leader hands in what it has assigned to whom; each member receives its part.',
  versions: {
    0: 'The first.',
    1: 'The response gains throttleTimeMs.',
    2: 'The broker answers before it throttles (KIP-219).',
    3: 'groupInstanceId (KIP-345).',
    4: 'Flexible.',
    5: 'protocolType and protocolName on both sides (KIP-559).',
  },
  flexible: 4,
  request: {
    groupId: ['string (groupId)', 'TODO'],
    generationId: ['int32', 'TODO'],
    memberId: ['string', 'TODO'],
    groupInstanceId: ['string? v3+ = null', 'TODO'],
    protocolType: ['string? v5+ ignorable = null', 'TODO'],
    protocolName: ['string? v5+ ignorable = null', 'TODO'],
    assignments: ['[]Assignment', 'TODO', {
      memberId: ['string', 'TODO'],
      assignment: ['bytes', 'TODO'],
    }],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'TODO'],
    errorCode: ['int16', 'TODO'],
    protocolType: ['string? v5+ ignorable = null', 'TODO'],
    protocolName: ['string? v5+ ignorable = null', 'TODO'],
    assignment: ['bytes', 'TODO'],
  },
};
