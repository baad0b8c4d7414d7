import type { DataSchema } from '@k/tool-codegen';

export const stickyAssignorUserData: DataSchema = {
  name: 'StickyAssignorUserData',
  about: 'What a consumer tells the assignor "sticky": userData of ConsumerProtocolSubscription. No version stands before it: readers try version 1, then version 0.',
  versions: {
    0: 'The first.',
    1: 'generation (KIP-341).',
  },
  flexible: 'never',
  fields: {
    previousAssignment: ['[]TopicPartition', 'The partitions that the member had last, by topic.', {
      topic: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]int32', 'The numbers of the partitions.'],
    }],
    generation: ['int32 v1+ ignorable = -1', 'The generation in which it got them; -1 when unknown.'],
  },
};
