import type { ApiSchema } from '@k/tool-codegen';

export const alterShareGroupOffsets: ApiSchema = {
  key: 91,
  name: 'AlterShareGroupOffsets',
  target: 'the group coordinator',
  about: 'Sets from which offset on a share group delivers records. The group must have no members.',
  versions: {
    0: 'The first and only one so far (KIP-932).',
  },
  flexible: 0,
  request: {
    groupId: ['string (groupId)', 'The id of the group.'],
    topics: ['[]Topic', 'The new offsets, by topic.', {
      topicName: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]Partition', 'The new offsets, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        startOffset: ['int64', 'From which offset on to deliver.'],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or why nothing at all was changed.'],
    errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
    responses: ['[]Topic', 'The outcome, by topic.', {
      topicName: ['string key (topicName)', 'The name of the topic.'],
      topicId: ['uuid', 'The id of the topic; zero when nobody knows the topic.'],
      partitions: ['[]Partition', 'The outcome, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
      }],
    }],
  },
};
