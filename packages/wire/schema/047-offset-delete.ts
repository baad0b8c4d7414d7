import type { ApiSchema } from '@k/tool-codegen';

export const offsetDelete: ApiSchema = {
  key: 47,
  name: 'OffsetDelete',
  target: 'the group coordinator',
  about: 'Deletes offsets that a group has committed, of topics it is not subscribed to (KIP-496).',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  request: {
    groupId: ['string (groupId)', 'The id of the group.'],
    topics: ['[]Topic', 'The topics to forget offsets of.', {
      name: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]Partition', 'The partitions to forget offsets of.', {
        partitionIndex: ['int32', 'The number of the partition.'],
      }],
    }],
  },
  response: {
    errorCode: ['int16', '0, or what went wrong with the group.'],
    throttleTimeMs: ['int32 ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    topics: ['[]Topic', 'The outcome, by topic.', {
      name: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]Partition', 'The outcome, by partition.', {
        partitionIndex: ['int32 key', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
      }],
    }],
  },
};
