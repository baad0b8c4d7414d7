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
    topics: ['[]string', 'TODO'],
    userData: ['bytes? = null', 'TODO'],
    ownedPartitions: ['[]TopicPartition v1+ ignorable', 'TODO', {
      topic: ['string key (topicName)', 'TODO'],
      partitions: ['[]int32', 'TODO'],
    }],
    generationId: ['int32 v2+ ignorable = -1', 'TODO'],
    rackId: ['string? v3+ ignorable = null', 'TODO'],
  },
};
