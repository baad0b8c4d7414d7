import type { ApiSchema } from '@k/tool-codegen';

export const describeGroups: ApiSchema = {
  key: 15,
  name: 'DescribeGroups',
  target: 'the group coordinator',
  about: 'Tells the state and the members of classic groups. Groups of the newer protocols have requests of their own.',
  versions: {
    0: 'The first.',
    1: 'The response gains throttleTimeMs.',
    2: 'The broker answers before it throttles (KIP-219).',
    3: 'Authorized operations on request (KIP-430).',
    4: 'groupInstanceId of members (KIP-345).',
    5: 'Flexible.',
    6: 'GROUP_ID_NOT_FOUND instead of a group in state Dead; errorMessage (KIP-1043).',
  },
  flexible: 5,
  request: {
    groups: ['[]string (groupId)', 'The ids of the groups.'],
    includeAuthorizedOperations: ['bool v3+', 'Whether to tell what this user may do with each group.'],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    groups: ['[]DescribedGroup', 'The groups.', {
      errorCode: ['int16', '0, or what went wrong with the group.'],
      errorMessage: ['string? v6+ = null', "What went wrong, in the broker's words; null when nothing did."],
      groupId: ['string (groupId)', 'The id of the group.'],
      groupState: ['string', 'PreparingRebalance, CompletingRebalance, Stable, Empty, or Dead for a group that is not there; empty on an error.'],
      protocolType: ['string', 'What kind of group it is: "consumer" for consumers; empty when unknown.'],
      protocolData: ['string', 'The protocol (for consumers, the assignor) that the group works with while it is Stable; else empty.'],
      members: ['[]DescribedGroupMember', 'The members.', {
        memberId: ['string', 'The id that the coordinator gave the member.'],
        groupInstanceId: ['string? v4+ ignorable = null', 'The lasting name of a static member (group.instance.id); null for others.'],
        clientId: ['string', 'What the client of the member calls itself.'],
        clientHost: ['string', 'The address of the client.'],
        memberMetadata: ['bytes', 'What the member told: for consumers, a ConsumerProtocolSubscription. Empty unless the group is Stable.'],
        memberAssignment: ['bytes', 'What the member is to do: for consumers, a ConsumerProtocolAssignment. Empty unless the group is Stable.'],
      }],
      authorizedOperations: ['int32 v3+ = -2147483648', 'Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for.'],
    }],
  },
};
