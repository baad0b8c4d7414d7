import type { DataSchema } from '@k/tool-codegen';

export const groupMetadataValue: DataSchema = {
  name: 'GroupMetadataValue',
  about: 'A classic group: its generation, and its members with their assignments.',
  versions: {
    0: 'The first.',
    1: 'rebalanceTimeout (KIP-62).',
    2: 'currentStateTimestamp (KIP-211).',
    3: 'groupInstanceId (KIP-345).',
    4: 'Flexible, so that new fields can come as tagged ones, which older brokers skip (KIP-915). Kafka 4.4 still writes version 3.',
  },
  flexible: 4,
  record: { topic: '__consumer_offsets', type: 2 },
  structs: {
    MemberMetadata: {
      memberId: ['string', 'The id of the member.'],
      groupInstanceId: ['string? v3+ ignorable = null', 'The lasting name of a static member (group.instance.id); null for others.'],
      clientId: ['string', 'What the client calls itself, for logs, metrics and quotas.'],
      clientHost: ['string', 'The address of the client.'],
      rebalanceTimeout: ['int32 v1+ ignorable = -1', 'How long the member may take to join again in a rebalance, in ms; -1 (v0) for the session timeout.'],
      sessionTimeout: ['int32', 'After how long without a heartbeat the member is taken out, in ms.'],
      subscription: ['bytes', 'What the member told when it joined: for consumers, a ConsumerProtocolSubscription.'],
      assignment: ['bytes', 'What the member shall do: for consumers, a ConsumerProtocolAssignment.'],
    },
  },
  fields: {
    protocolType: ['string', 'What kind of group it is: "consumer" for consumers.'],
    generation: ['int32', 'The generation of the group; goes up with each rebalance.'],
    protocol: ['string?', 'The protocol (for consumers, the assignor) of the group; null while it has none.'],
    leader: ['string?', 'The id of the member that makes the assignment; null while there is none.'],
    currentStateTimestamp: ['int64 v2+ ignorable = -1', 'Since when the group has been in its present state, in ms since 1970; -1 when unknown.'],
    members: ['[]MemberMetadata', 'The members.'],
  },
};
