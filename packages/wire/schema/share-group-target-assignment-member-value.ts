import type { DataSchema } from '@k/tool-codegen';

export const shareGroupTargetAssignmentMemberValue: DataSchema = {
  name: 'ShareGroupTargetAssignmentMemberValue',
  about: 'What a member of a share group (KIP-932) shall have in the end: its part of the target assignment.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 13 },
  fields: {
    topicPartitions: ['[]TopicPartition', 'The partitions, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]int32', 'The numbers of the partitions.'],
    }],
  },
};
