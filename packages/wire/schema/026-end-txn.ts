import type { ApiSchema } from '@k/tool-codegen';

export const endTxn: ApiSchema = {
  key: 26,
  name: 'EndTxn',
  target: 'the transaction coordinator',
  about: 'Commits or aborts a transaction.',
  versions: {
    0: 'The first (KIP-98).',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'PRODUCER_FENCED may be answered (KIP-588).',
    3: 'Flexible.',
    4: 'TRANSACTION_ABORTABLE may be answered (KIP-890).',
    5: 'Every transaction raises the epoch: the response gains producerId and producerEpoch (KIP-890).',
  },
  flexible: 3,
  request: {
    transactionalId: ['string (transactionalId)', 'The transactional id of the producer.'],
    producerId: ['int64 (producerId)', "The producer's id."],
    producerEpoch: ['int16', "The producer's epoch."],
    committed: ['bool', 'Whether to commit; else, abort.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    producerId: ['int64 v5+ ignorable (producerId) = -1', 'The id to go on with, a new one when the epochs of the old one are used up; -1 on an error.'],
    producerEpoch: ['int16 v5+ ignorable = -1', 'The epoch to go on with; -1 on an error.'],
  },
};
