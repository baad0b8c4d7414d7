import type { ApiSchema } from '@k/tool-codegen';

export const addOffsetsToTxn: ApiSchema = {
  key: 25,
  name: 'AddOffsetsToTxn',
  target: 'the transaction coordinator',
  about: 'Adds the offsets of a group to a transaction, before TxnOffsetCommit; from v5 on, that does it by itself.',
  versions: {
    0: 'The first (KIP-98).',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'PRODUCER_FENCED may be answered (KIP-588).',
    3: 'Flexible.',
    4: 'TRANSACTION_ABORTABLE may be answered (KIP-890).',
  },
  flexible: 3,
  request: {
    transactionalId: ['string (transactionalId)', 'The transactional id of the producer.'],
    producerId: ['int64 (producerId)', "The producer's id."],
    producerEpoch: ['int16', "The producer's epoch."],
    groupId: ['string (groupId)', 'The id of the group whose offsets will be committed.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
  },
};
