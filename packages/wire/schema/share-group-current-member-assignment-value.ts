import type { DataSchema } from '@k/tool-codegen';

export const shareGroupCurrentMemberAssignmentValue: DataSchema = {
  name: 'ShareGroupCurrentMemberAssignmentValue',
  about: 'What a member of a share group (KIP-932) has at present, on its way to the target assignment.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 14 },
  structs: {
    TopicPartitions: {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]int32', 'The numbers of the partitions.'],
    },
  },
  fields: {
    memberEpoch: ['int32', 'The epoch of the member.'],
    previousMemberEpoch: ['int32', 'The epoch that the member had before, and may still send when an answer got lost.'],
    state: ['int8', 'How far it is, as in ConsumerGroupCurrentMemberAssignmentValue: 0 (stable).'],
    assignedPartitions: ['[]TopicPartitions', 'The partitions that the member has, by topic.'],
  },
};
