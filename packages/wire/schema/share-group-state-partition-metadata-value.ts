import type { DataSchema } from '@k/tool-codegen';

export const shareGroupStatePartitionMetadataValue: DataSchema = {
  name: 'ShareGroupStatePartitionMetadataValue',
  about: 'The topics for which share coordinators keep the state of a share group (KIP-932).',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 15 },
  structs: {
    TopicPartitionsInfo: {
      topicId: ['uuid', 'The id of the topic.'],
      topicName: ['string', 'The name of the topic.'],
      partitions: ['[]int32', 'The numbers of the partitions.'],
    },
    TopicInfo: {
      topicId: ['uuid', 'The id of the topic.'],
      topicName: ['string', 'The name of the topic.'],
    },
  },
  fields: {
    initializingTopics: ['[]TopicPartitionsInfo', 'The partitions whose state is being created, by topic.'],
    initializedTopics: ['[]TopicPartitionsInfo', 'The partitions that have a state, by topic.'],
    deletingTopics: ['[]TopicInfo', 'The topics whose state is being deleted.'],
  },
};
