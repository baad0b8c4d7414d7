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
    groupId: ['string (groupId)', 'The id of the group.'],
    generationId: ['int32', 'The generation of the group that the member takes part in.'],
    memberId: ['string', 'The id that the coordinator gave the member.'],
    groupInstanceId: ['string? v3+ = null', 'The lasting name of a static member (group.instance.id); null for others.'],
    protocolType: ['string? v5+ ignorable = null', 'What kind of group it is: "consumer" for consumers.'],
    protocolName: ['string? v5+ ignorable = null', 'The protocol (for consumers, the assignor) of the group.'],
    assignments: ['[]Assignment', 'What each member shall do, from the leader; empty from others.', {
      memberId: ['string', 'The id that the coordinator gave the member.'],
      assignment: ['bytes', 'For consumers, a ConsumerProtocolAssignment.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    protocolType: ['string? v5+ ignorable = null', 'What kind of group it is: "consumer" for consumers.'],
    protocolName: ['string? v5+ ignorable = null', 'The protocol (for consumers, the assignor) of the group.'],
    assignment: ['bytes', 'What this member shall do: for consumers, a ConsumerProtocolAssignment.'],
  },
};
