import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupTargetAssignmentMemberValue: DataSchema = {
  name: 'ConsumerGroupTargetAssignmentMemberValue',
  about: 'What a member of a consumer group (KIP-848) shall have in the end: its part of the target assignment.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 7 },
  fields: {
    topicPartitions: ['[]TopicPartition', 'The partitions, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]int32', 'The numbers of the partitions.'],
    }],
  },
};
