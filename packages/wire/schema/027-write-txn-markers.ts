import type { ApiSchema } from '@k/tool-codegen';

export const writeTxnMarkers: ApiSchema = {
  key: 27,
  name: 'WriteTxnMarkers',
  target: 'the leader of every partition in it, from the transaction coordinator',
  about: 'Writes into the partitions of a transaction that it was committed or aborted.',
  versions: {
    0: 'The first (KIP-98).',
    1: 'Flexible.',
    2: 'transactionVersion (KIP-1228).',
  },
  flexible: 1,
  request: {
    markers: ['[]WritableTxnMarker', 'The transactions that have ended.', {
      producerId: ['int64 (producerId)', "The producer's id."],
      producerEpoch: ['int16', "The producer's epoch."],
      transactionResult: ['bool', 'Whether the transaction was committed; else, aborted.'],
      topics: ['[]WritableTxnMarkerTopic', 'Where to write the marker, by topic.', {
        name: ['string (topicName)', 'The name of the topic.'],
        partitionIndexes: ['[]int32', 'The partitions to write to.'],
      }],
      coordinatorEpoch: ['int32', 'The epoch of the coordinator; a partition that has seen a later one refuses the marker.'],
      transactionVersion: ['int8 v2+ ignorable', 'How transactions are done: 2 when each has an epoch of its own (KIP-890), 0 or 1 before.'],
    }],
  },
  response: {
    markers: ['[]WritableTxnMarkerResult', 'The outcome, by transaction.', {
      producerId: ['int64 (producerId)', "The producer's id."],
      topics: ['[]WritableTxnMarkerTopicResult', 'The outcome, by topic.', {
        name: ['string (topicName)', 'The name of the topic.'],
        partitions: ['[]WritableTxnMarkerPartitionResult', 'The outcome, by partition.', {
          partitionIndex: ['int32', 'The number of the partition.'],
          errorCode: ['int16', '0, or what went wrong with the partition.'],
        }],
      }],
    }],
  },
};
