import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupCurrentMemberAssignmentValue: DataSchema = {
  name: 'ConsumerGroupCurrentMemberAssignmentValue',
  about: 'What a member of a consumer group (KIP-848) has at present, on its way to the target assignment.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 8 },
  structs: {
    TopicPartitions: {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]int32', 'The numbers of the partitions.'],
      assignmentEpochs: ['[]int32? tag 0', 'Beside each partition, the epoch in which the member got it: commits with an older epoch are refused. Empty or null when not kept.'],
    },
  },
  fields: {
    memberEpoch: ['int32', 'The epoch of the member.'],
    previousMemberEpoch: ['int32', 'The epoch that the member had before, and may still send when an answer got lost.'],
    state: ['int8', 'How far it is: 0 stable, 1 it has to give up partitions, 2 it waits for partitions that others have to give up; 127 unknown.'],
    assignedPartitions: ['[]TopicPartitions', 'The partitions that the member has, by topic.'],
    partitionsPendingRevocation: ['[]TopicPartitions', 'The partitions that the member has to give up, by topic.'],
  },
};
