import type { DataSchema } from '@k/tool-codegen';

export const offsetCommitKey: DataSchema = {
  name: 'OffsetCommitKey',
  about: 'Tells which committed offset a record holds: whose, and for which partition.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 1 },
  fields: {
    group: ['string', 'The id of the group.'],
    topic: ['string', 'The name of the topic.'],
    partition: ['int32', 'The number of the partition.'],
  },
};
