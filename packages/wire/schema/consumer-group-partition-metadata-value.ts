import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupPartitionMetadataValue: DataSchema = {
  name: 'ConsumerGroupPartitionMetadataValue',
  about: 'The topics that a consumer group (KIP-848) subscribes to, as the coordinator last saw them. Kafka 4.1 put metadataHash of ConsumerGroupMetadataValue in its place (KIP-1101).',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 4 },
  fields: {
    topics: ['[]TopicMetadata', 'The topics.', {
      topicId: ['uuid', 'The id of the topic.'],
      topicName: ['string', 'The name of the topic.'],
      numPartitions: ['int32', 'How many partitions the topic has.'],
      partitionMetadata: ['[]PartitionMetadata', 'In which racks the partitions are; empty when unknown. Not used after Kafka 4.0.', {
        partition: ['int32', 'The number of the partition.'],
        racks: ['[]string', 'The racks of its replicas.'],
      }],
    }],
  },
};
