import type { ApiSchema } from '@k/tool-codegen';

export const describeTransactions: ApiSchema = {
  key: 65,
  name: 'DescribeTransactions',
  target: 'the transaction coordinator of every transactional id in it',
  about: 'Tells the state of the transactions of certain producers.',
  versions: {
    0: 'The first and only one so far (KIP-664).',
  },
  flexible: 0,
  request: {
    transactionalIds: ['[]string (transactionalId)', 'The transactional ids to tell about.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    transactionStates: ['[]TransactionState', 'The transactions, by transactional id.', {
      errorCode: ['int16', '0, or what went wrong with the transactional id.'],
      transactionalId: ['string (transactionalId)', 'The transactional id of the producer.'],
      transactionState: ['string', 'Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort, PrepareEpochFence or Dead.'],
      transactionTimeoutMs: ['int32', 'After how long the coordinator aborts the transaction, in ms.'],
      transactionStartTimeMs: ['int64', 'When it began, in ms since 1970; -1 for none.'],
      producerId: ['int64 (producerId)', 'The id of the producer.'],
      producerEpoch: ['int16', 'The epoch of the producer.'],
      topics: ['[]TopicData', 'The partitions in the open transaction; while it is being ended, those still without their marker.', {
        topic: ['string key (topicName)', 'The name of the topic.'],
        partitions: ['[]int32', 'The partitions of the topic.'],
      }],
    }],
  },
};
