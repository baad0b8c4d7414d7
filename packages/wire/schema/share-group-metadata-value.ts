import type { DataSchema } from '@k/tool-codegen';

export const shareGroupMetadataValue: DataSchema = {
  name: 'ShareGroupMetadataValue',
  about: 'The epoch of a share group (KIP-932).',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 11 },
  fields: {
    epoch: ['int32', 'The epoch of the group; goes up when something changes for which the target assignment has to be made anew.'],
    metadataHash: ['int64', 'A hash over the topics of the group, by which the coordinator notices that they have changed; 0 when not computed.'],
  },
};
