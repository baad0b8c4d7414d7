import type { DataSchema } from '@k/tool-codegen';

export const legacyOffsetCommitKey: DataSchema = {
  name: 'LegacyOffsetCommitKey',
  about: 'Tells which committed offset a record holds, as the first brokers that stored offsets wrote it.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 0 },
  fields: {
    group: ['string', 'The id of the group.'],
    topic: ['string', 'The name of the topic.'],
    partition: ['int32', 'The number of the partition.'],
  },
};
