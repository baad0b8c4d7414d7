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
    transactionalId: ['string? (transactionalId)', 'TODO'],
    transactionTimeoutMs: ['int32', 'TODO'],
    producerId: ['int64 v3+ (producerId) = -1', 'TODO'],
    producerEpoch: ['int16 v3+ = -1', 'TODO'],
    enable2Pc: ['bool v6+', 'TODO'],
    keepPreparedTxn: ['bool v6+', 'TODO'],
  },
  response: {
    throttleTimeMs: ['int32 ignorable', 'TODO'],
    errorCode: ['int16', 'TODO'],
    producerId: ['int64 (producerId) = -1', 'TODO'],
    producerEpoch: ['int16', 'TODO'],
    ongoingTxnProducerId: ['int64 v6+ (producerId) = -1', 'TODO'],
    ongoingTxnProducerEpoch: ['int16 v6+ = -1', 'TODO'],
  },
};
