import type { ApiSchema } from '@k/tool-codegen';

export const listPartitionReassignments: ApiSchema = {
  key: 46,
  name: 'ListPartitionReassignments',
  target: 'the controller (any broker forwards it, since Kafka 3)',
  about: 'Lists the partitions that are on their way to other brokers (KIP-455).',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  request: {
    timeoutMs: ['int32 = 60000', 'How long to wait for the answer, in ms.'],
    topics: ['[]Topics? = null', 'The partitions to tell about; null for all.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitionIndexes: ['[]int32', 'The partitions of the topic.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
    topics: ['[]OngoingTopicReassignment', 'What is being moved, by topic.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitions: ['[]OngoingPartitionReassignment', 'What is being moved, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        replicas: ['[]int32 (brokerId)', 'The brokers that have the partition at present, those to come and those to go included.'],
        addingReplicas: ['[]int32 (brokerId)', 'The brokers among them that are to have it and may not have all of it yet.'],
        removingReplicas: ['[]int32 (brokerId)', 'The brokers among them that are to give it up.'],
      }],
    }],
  },
};
