import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupPartitionMetadataKey: DataSchema = {
  name: 'ConsumerGroupPartitionMetadataKey',
  about: 'Tells which consumer group (KIP-848) a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 4 },
  fields: {
    groupId: ['string', 'The id of the group.'],
  },
};
