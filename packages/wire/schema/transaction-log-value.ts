import type { DataSchema } from '@k/tool-codegen';

export const transactionLogValue: DataSchema = {
  name: 'TransactionLogValue',
  about: 'The state of a transactional id, and of its transaction.',
  versions: {
    0: 'The first.',
    1: 'Flexible, for the tagged fields of KIP-890 and later. Written when the feature transaction.version is 1 or more.',
  },
  flexible: 1,
  record: { topic: '__transaction_state', type: 0 },
  fields: {
    producerId: ['int64', 'The producer id in use.'],
    previousProducerId: ['int64 v1+ tag 0 = -1', 'The producer id that the last transaction used; -1 for none.'],
    nextProducerId: ['int64 v1+ tag 1 = -1', 'The producer id that the producer was told to go on with after this transaction; -1 for none.'],
    producerEpoch: ['int16', 'The epoch of the producer.'],
    nextProducerEpoch: ['int16 v1+ tag 3 = -1', 'The epoch that goes with nextProducerId; -1 for none.'],
    transactionTimeoutMs: ['int32', 'After how long the coordinator aborts an idle transaction, in ms.'],
    transactionStatus: ['int8', '0 empty, 1 ongoing, 2 about to commit, 3 about to abort, 4 committed, 5 aborted, 6 expired, 7 about to fence an older producer.'],
    transactionPartitions: ['[]PartitionsSchema?', 'The partitions in the transaction, by topic; null when the status is 0.', {
      topic: ['string', 'The name of the topic.'],
      partitionIds: ['[]int32', 'The numbers of the partitions.'],
    }],
    transactionLastUpdateTimestampMs: ['int64', 'When the state last changed, in ms since 1970.'],
    transactionStartTimestampMs: ['int64', 'When the transaction began, in ms since 1970; -1 when there is none.'],
    clientTransactionVersion: ['int16 v1+ tag 2', 'The level of the feature transaction.version by which the producer goes; from 2 on, the producer has a new epoch for each transaction (KIP-890).'],
  },
};
