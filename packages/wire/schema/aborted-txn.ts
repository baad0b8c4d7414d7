import type { DataSchema } from '@k/tool-codegen';

export const abortedTxn: DataSchema = {
  name: 'AbortedTxn',
  about: 'An aborted transaction, in the .txnindex file beside a segment of a log. An int16 with the version stands before it.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  fields: {
    producerId: ['int64', 'The producer whose transaction it was.'],
    firstOffset: ['int64', 'The offset of the first record of the transaction.'],
    lastOffset: ['int64', 'The offset of the marker that ended it.'],
    lastStableOffset: ['int64', 'The last stable offset right after it was aborted.'],
  },
};
