import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupMemberMetadataValue: DataSchema = {
  name: 'ConsumerGroupMemberMetadataValue',
  about: 'What a member of a consumer group (KIP-848) told about itself.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 5 },
  fields: {
    instanceId: ['string?', 'The lasting name of a static member (group.instance.id); null for others.'],
    rackId: ['string?', 'The rack the member is in; null when unknown.'],
    clientId: ['string', 'What the client calls itself, for logs, metrics and quotas.'],
    clientHost: ['string', 'The address of the client.'],
    subscribedTopicNames: ['[]string', 'The topics subscribed to by name.'],
    subscribedTopicRegex: ['string?', 'The topics subscribed to by a regular expression (RE2/J); null or empty for none.'],
    rebalanceTimeoutMs: ['int32 = -1', 'How long the member may take to give up what it shall no longer have, in ms; -1 when unknown.'],
    serverAssignor: ['string?', "The assignor that the coordinator should use; null for the broker's choice."],
    classicMemberMetadata: ['ClassicMemberMetadata? tag 0', 'What only a member of the classic protocol tells; null for a member of the new protocol.', {
      sessionTimeoutMs: ['int32', 'After how long without a heartbeat the member is taken out, in ms.'],
      supportedProtocols: ['[]ClassicProtocol', 'The assignors that the member can work with, best first.', {
        name: ['string', 'The name of the assignor.'],
        metadata: ['bytes', 'What goes with it: a ConsumerProtocolSubscription.'],
      }],
    }],
  },
};
