import type { ApiSchema } from '@k/tool-codegen';

export const describeProducers: ApiSchema = {
  key: 61,
  name: 'DescribeProducers',
  target: 'the leader of every partition in it',
  about: 'Tells which producers a partition knows and whether they have a transaction open in it, so as to find one that hangs.',
  versions: {
    0: 'The first and only one so far (KIP-664).',
  },
  flexible: 0,
  request: {
    topics: ['[]Topic', 'The partitions to tell about, by topic.', {
      name: ['string key (topicName)', 'The name of the topic.'],
      partitionIndexes: ['[]int32', 'The partitions of the topic.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    topics: ['[]Topic', 'The producers, by topic.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitions: ['[]Partition', 'The producers, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
        activeProducers: ['[]ProducerState', 'The producers that the partition remembers.', {
          producerId: ['int64 (producerId)', 'The id of the producer.'],
          producerEpoch: ['int32', 'The epoch of the producer.'],
          lastSequence: ['int32 = -1', 'The sequence number of the last record it wrote; -1 for none.'],
          lastTimestamp: ['int64 = -1', 'The largest timestamp in the last batch it wrote, in ms since 1970; -1 for none.'],
          coordinatorEpoch: ['int32', 'The epoch of the transaction coordinator that last ended a transaction of it here; -1 for none.'],
          currentTxnStartOffset: ['int64 = -1', 'The first offset of the transaction it has open here; -1 for none.'],
        }],
      }],
    }],
  },
};
