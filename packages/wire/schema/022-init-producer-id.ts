import type { ApiSchema } from '@k/tool-codegen';

export const initProducerId: ApiSchema = {
  key: 22,
  name: 'InitProducerId',
  target: 'any broker; with a transactional id, the transaction coordinator',
  about: 'Gives a producer its id and epoch. With a transactional id, also ends what an earlier instance left open.',
  versions: {
    0: 'The first.',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
    3: 'A producer may name its id and epoch to have the epoch raised (KIP-360).',
    4: 'PRODUCER_FENCED may be answered.',
    5: 'TRANSACTION_ABORTABLE may be answered (KIP-890).',
    6: 'Two-phase commit (KIP-939).',
  },
  flexible: 2,
  unstable: 6,
  request: {
    transactionalId: ['string? (transactionalId)', 'The transactional id of the producer; null when it has none.'],
    transactionTimeoutMs: ['int32', 'After how long the coordinator aborts an idle transaction, in ms.'],
    producerId: ['int64 v3+ (producerId) = -1', "The producer's present id, to have its epoch raised; -1 for a new one."],
    producerEpoch: ['int16 v3+ = -1', "The producer's present epoch; -1 for a new one."],
    enable2Pc: ['bool v6+', 'Whether transactions are prepared first and settled from outside (two-phase commit).'],
    keepPreparedTxn: ['bool v6+', 'Whether to keep a prepared transaction instead of aborting it.'],
  },
  response: {
    throttleTimeMs: ['int32 ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    producerId: ['int64 (producerId) = -1', "The producer's id; -1 on an error."],
    producerEpoch: ['int16', "The producer's epoch."],
    ongoingTxnProducerId: ['int64 v6+ (producerId) = -1', 'The id that the prepared transaction was kept under; -1 for none.'],
    ongoingTxnProducerEpoch: ['int16 v6+ = -1', 'The epoch that the prepared transaction was kept under; -1 for none.'],
  },
};
