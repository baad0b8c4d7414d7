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
    groupId: ['string (groupId)', 'The id of the group.'],
    generationId: ['int32', 'The generation of the group that the member takes part in.'],
    memberId: ['string', 'The id that the coordinator gave the member.'],
    groupInstanceId: ['string? v3+ = null', 'The lasting name of a static member (group.instance.id); null for others.'],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
  },
};
