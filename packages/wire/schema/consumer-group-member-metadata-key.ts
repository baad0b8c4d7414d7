import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupMemberMetadataKey: DataSchema = {
  name: 'ConsumerGroupMemberMetadataKey',
  about: 'Tells which member of a consumer group (KIP-848) a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 5 },
  fields: {
    groupId: ['string', 'The id of the group.'],
    memberId: ['string', 'The id of the member.'],
  },
};
