import type { DataSchema } from '@k/tool-codegen';

export const shareGroupStatePartitionMetadataKey: DataSchema = {
  name: 'ShareGroupStatePartitionMetadataKey',
  about: 'Tells which share group (KIP-932) a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 15 },
  fields: {
    groupId: ['string', 'The id of the group.'],
  },
};
