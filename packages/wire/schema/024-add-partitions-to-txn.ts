import type { ApiSchema } from '@k/tool-codegen';

export const addPartitionsToTxn: ApiSchema = {
  key: 24,
  name: 'AddPartitionsToTxn',
  target: 'the transaction coordinator',
  about: 'Adds partitions to a transaction before anything is written to them. Producers use it up to v3, and not at all where Produce adds partitions by itself (KIP-890); brokers ask with v4 and later.',
  versions: {
    0: 'The first (KIP-98).',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'PRODUCER_FENCED may be answered (KIP-588).',
    3: 'Flexible.',
    4: 'Several transactions at once; verifyOnly; between brokers only (KIP-890).',
    5: 'TRANSACTION_ABORTABLE may be answered (KIP-890).',
  },
  flexible: 3,
  structs: {
    Topic: {
      name: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]int32', 'The partitions to add.'],
    },
    TopicResult: {
      name: ['string key (topicName)', 'The name of the topic.'],
      resultsByPartition: ['[]PartitionResult', 'The outcome, by partition.'],
    },
    PartitionResult: {
      partitionIndex: ['int32 key', 'The number of the partition.'],
      partitionErrorCode: ['int16', '0, or what went wrong with the partition. If one fails, none is added, and the others say OPERATION_NOT_ATTEMPTED.'],
    },
  },
  request: {
    transactions: ['[]Transaction v4+', 'The transactions, each with the partitions to add.', {
      transactionalId: ['string key (transactionalId)', 'The transactional id of the producer.'],
      producerId: ['int64 (producerId)', "The producer's id."],
      producerEpoch: ['int16', "The producer's epoch."],
      verifyOnly: ['bool', 'Whether only to check that the partitions are in the transaction.'],
      topics: ['[]Topic', 'The partitions to add, by topic.'],
    }],
    v3AndBelowTransactionalId: ['string v0-3 (transactionalId)', 'The transactional id of the producer.'],
    v3AndBelowProducerId: ['int64 v0-3 (producerId)', "The producer's id."],
    v3AndBelowProducerEpoch: ['int16 v0-3', "The producer's epoch."],
    v3AndBelowTopics: ['[]Topic v0-3', 'The partitions to add, by topic.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16 v4+ ignorable', '0, or why nothing at all was done.'],
    resultsByTransaction: ['[]Result v4+', 'The outcome, by transaction.', {
      transactionalId: ['string key (transactionalId)', 'The transactional id of the producer.'],
      topicResults: ['[]TopicResult', 'The outcome, by topic.'],
    }],
    resultsByTopicV3AndBelow: ['[]TopicResult v0-3', 'The outcome, by topic.'],
  },
};
