import type { DataSchema } from '@k/tool-codegen';

export const consumerProtocolAssignment: DataSchema = {
  name: 'ConsumerProtocolAssignment',
  about: 'What a consumer receives from the leader of its group: the assignment of SyncGroup for protocol type "consumer". An int16 with the version stands before it.',
  versions: {
    0: 'The first.',
    1: 'No change.',
    2: 'No change.',
    3: 'No change.',
  },
  flexible: 'never',
  fields: {
    assignedPartitions: ['[]TopicPartition', 'The partitions the member is to consume.', {
      topic: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]int32', 'The partitions of the topic.'],
    }],
    userData: ['bytes? = null', 'Whatever the assignor wants to tell.'],
  },
};
