import type { DataSchema } from '@k/tool-codegen';

export const streamsGroupTargetAssignmentMetadataKey: DataSchema = {
  name: 'StreamsGroupTargetAssignmentMetadataKey',
  about: 'Tells which group of Kafka Streams (KIP-1071) a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 20 },
  fields: {
    groupId: ['string', 'The id of the group.'],
  },
};
