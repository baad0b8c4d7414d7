import type { DataSchema } from '@k/tool-codegen';

export const shareGroupMemberMetadataValue: DataSchema = {
  name: 'ShareGroupMemberMetadataValue',
  about: 'What a member of a share group (KIP-932) told about itself.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 10 },
  fields: {
    rackId: ['string?', 'The rack the member is in; null when unknown.'],
    clientId: ['string', 'What the client calls itself, for logs, metrics and quotas.'],
    clientHost: ['string', 'The address of the client.'],
    subscribedTopicNames: ['[]string', 'The topics subscribed to by name.'],
  },
};
