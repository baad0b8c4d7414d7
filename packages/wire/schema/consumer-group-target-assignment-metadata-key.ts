import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupTargetAssignmentMetadataKey: DataSchema = {
  name: 'ConsumerGroupTargetAssignmentMetadataKey',
  about: 'Tells which consumer group (KIP-848) a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 6 },
  fields: {
    groupId: ['string', 'The id of the group.'],
  },
};
