import type { ApiSchema } from '@k/tool-codegen';

export const heartbeat: ApiSchema = {
  key: 12,
  name: 'Heartbeat',
  target: 'the group coordinator',
  about: 'Keeps a member in its group, and lets it hear of a rebalance.',
  versions: {
    0: 'The first.',
    1: 'The response gains throttleTimeMs.',
    2: 'The broker answers before it throttles (KIP-219).',
    3: 'groupInstanceId (KIP-345).',
    4: 'Flexible.',
  },
  flexible: 4,
  request: {
    groupId: ['string (groupId)', 'TODO'],
    generationId: ['int32', 'TODO'],
    memberId: ['string', 'TODO'],
    groupInstanceId: ['string? v3+ = null', 'TODO'],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'TODO'],
    errorCode: ['int16', 'TODO'],
  },
};
