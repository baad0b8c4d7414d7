import type { ApiSchema } from '@k/tool-codegen';

export const describeShareGroupOffsets: ApiSchema = {
  key: 90,
  name: 'DescribeShareGroupOffsets',
  target: 'the group coordinator',
  about: 'Tells from which offset on share groups still have records to deliver.',
  versions: {
    0: 'The first (KIP-932).',
    1: 'lag (KIP-1226).',
  },
  flexible: 0,
  request: {
    groups: ['[]Group', 'The groups to tell about.', {
      groupId: ['string (groupId)', 'The id of the group.'],
      topics: ['[]Topic?', 'The topics to tell about; null for all.', {
        topicName: ['string (topicName)', 'The name of the topic.'],
        partitions: ['[]int32', 'The partitions to tell about.'],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    groups: ['[]Group', 'The offsets, by group.', {
      groupId: ['string (groupId)', 'The id of the group.'],
      topics: ['[]Topic', 'The offsets, by topic.', {
        topicName: ['string (topicName)', 'The name of the topic.'],
        topicId: ['uuid', 'The id of the topic; zero when nobody knows the topic.'],
        partitions: ['[]Partition', 'The offsets, by partition.', {
          partitionIndex: ['int32', 'The number of the partition.'],
          startOffset: ['int64', 'Before this offset, all records are done with; -1 when there is none.'],
          leaderEpoch: ['int32', "The epoch of the partition's leader."],
          lag: ['int64 v1+ ignorable = -1', 'How many records are left that the group is not done with; -1 when unknown.'],
          errorCode: ['int16', '0, or what went wrong with the partition.'],
          errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
        }],
      }],
      errorCode: ['int16', '0, or what went wrong with the group.'],
      errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
    }],
  },
};
