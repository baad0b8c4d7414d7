import type { DataSchema } from '@k/tool-codegen';

export const transactionLogKey: DataSchema = {
  name: 'TransactionLogKey',
  about: 'Tells which transactional id a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__transaction_state', type: 0 },
  fields: {
    transactionalId: ['string', 'The transactional id.'],
  },
};
