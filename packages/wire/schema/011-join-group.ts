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
    groupId: ['string (groupId)', 'The id of the group.'],
    sessionTimeoutMs: ['int32', 'After how long without a heartbeat the member is taken out, in ms.'],
    rebalanceTimeoutMs: ['int32 v1+ ignorable = -1', 'How long the members have to join again in a rebalance, in ms; -1 (v0) for the session timeout.'],
    memberId: ['string', 'The id that the coordinator gave the member; empty when it has none yet.'],
    groupInstanceId: ['string? v5+ = null', 'The lasting name of a static member (group.instance.id); null for others.'],
    protocolType: ['string', 'What kind of group it is: "consumer" for consumers.'],
    protocols: ['[]Protocol', 'What the member can work with, best first.', {
      name: ['string key', 'The name of the protocol: for consumers, of the assignor.'],
      metadata: ['bytes', 'What goes with it: for consumers, a ConsumerProtocolSubscription.'],
    }],
    reason: ['string? v8+ ignorable = null', "Why the member joins or leaves, for the broker's log."],
  },
  response: {
    throttleTimeMs: ['int32 v2+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    generationId: ['int32 = -1', 'The new generation of the group; -1 on an error.'],
    protocolType: ['string? v7+ ignorable = null', 'What kind of group it is: "consumer" for consumers.'],
    protocolName: ['string null v7+', 'The protocol that the coordinator chose.'],
    leader: ['string', 'The id of the member that makes the assignment.'],
    skipAssignment: ['bool v9+', 'Whether the leader must not assign anew: all stays as it is.'],
    memberId: ['string', 'The id of this member, also when the error is MEMBER_ID_REQUIRED.'],
    members: ['[]Member', 'All members and what they told, for the leader; empty for others.', {
      memberId: ['string', 'The id that the coordinator gave the member.'],
      groupInstanceId: ['string? v5+ ignorable = null', 'The lasting name of a static member (group.instance.id); null for others.'],
      metadata: ['bytes', 'What the member told: for consumers, a ConsumerProtocolSubscription.'],
    }],
  },
};
