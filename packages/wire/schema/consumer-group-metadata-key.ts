import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupMetadataKey: DataSchema = {
  name: 'ConsumerGroupMetadataKey',
  about: 'Tells which consumer group (KIP-848) a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 3 },
  fields: {
    groupId: ['string', 'The id of the group.'],
  },
};
