import type { DataSchema } from '@k/tool-codegen';

export const streamsGroupMetadataKey: DataSchema = {
  name: 'StreamsGroupMetadataKey',
  about: 'Tells which group of Kafka Streams (KIP-1071) a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 17 },
  fields: {
    groupId: ['string', 'The id of the group.'],
  },
};
