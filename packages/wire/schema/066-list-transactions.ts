import type { ApiSchema } from '@k/tool-codegen';

export const listTransactions: ApiSchema = {
  key: 66,
  name: 'ListTransactions',
  target: 'every broker: each knows only the transactions it coordinates',
  about: 'Lists transactional ids with the state of their transaction.',
  versions: {
    0: 'The first (KIP-664).',
    1: 'durationFilter (KIP-994).',
    2: 'transactionalIdPattern; INVALID_REGULAR_EXPRESSION may be answered (KIP-1152).',
  },
  flexible: 0,
  request: {
    stateFilters: ['[]string', 'Only transactions in one of these states; empty for any.'],
    producerIdFilters: ['[]int64 (producerId)', 'Only transactions of one of these producers; empty for any.'],
    durationFilter: ['int64 v1+ = -1', 'Only transactions that have been open for longer than this, in ms; below 0 for any.'],
    transactionalIdPattern: ['string? v2+ = null', 'Only transactional ids that match this regular expression; null or empty for any.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    unknownStateFilters: ['[]string', 'The states in the filter that do not exist.'],
    transactionStates: ['[]TransactionState', 'The transactions.', {
      transactionalId: ['string (transactionalId)', 'The transactional id of the producer.'],
      producerId: ['int64 (producerId)', 'The id of the producer.'],
      transactionState: ['string', 'Empty, Ongoing, PrepareCommit, PrepareAbort, CompleteCommit, CompleteAbort, PrepareEpochFence or Dead.'],
    }],
  },
};
