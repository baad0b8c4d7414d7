import type { DataSchema } from '@k/tool-codegen';

export const consumerProtocolSubscription: DataSchema = {
  name: 'ConsumerProtocolSubscription',
  about: 'What a consumer tells its group: the metadata of JoinGroup for protocol type "consumer". An int16 with the version stands before it.',
  versions: {
    0: 'The first.',
    1: 'ownedPartitions: cooperative rebalancing (KIP-429).',
    2: 'generationId (KIP-792).',
    3: 'rackId (KIP-881).',
  },
  flexible: 'never',
  fields: {
    topics: ['[]string', 'The topics subscribed to.'],
    userData: ['bytes? = null', 'Whatever the assignor needs.'],
    ownedPartitions: ['[]TopicPartition v1+ ignorable', 'The partitions the member has at present, for cooperative rebalancing.', {
      topic: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]int32', 'The partitions of the topic.'],
    }],
    generationId: ['int32 v2+ ignorable = -1', 'The generation in which it got them; -1 when it has none.'],
    rackId: ['string? v3+ ignorable = null', 'The rack the consumer is in; null when unknown.'],
  },
};
