import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupMetadataValue: DataSchema = {
  name: 'ConsumerGroupMetadataValue',
  about: 'The epoch of a consumer group (KIP-848).',
  versions: {
    0: 'The first; metadataHash since Kafka 4.1 (KIP-1101).',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 3 },
  fields: {
    epoch: ['int32', 'The epoch of the group; goes up when something changes for which the target assignment has to be made anew.'],
    metadataHash: ['int64 tag 0', 'A hash over the topics of the group, by which the coordinator notices that they have changed; 0 when not computed.'],
  },
};
