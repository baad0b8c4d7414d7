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
    assignedPartitions: ['[]TopicPartition', 'TODO', {
      topic: ['string key (topicName)', 'TODO'],
      partitions: ['[]int32', 'TODO'],
    }],
    userData: ['bytes? = null', 'TODO'],
  },
};
