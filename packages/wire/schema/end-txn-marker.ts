import type { DataSchema } from '@k/tool-codegen';

export const endTxnMarker: DataSchema = {
  name: 'EndTxnMarker',
  about: 'The value of a control record (types 0 and 1) that ends a transaction in a partition. An int16 with the version stands before it.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  fields: {
    coordinatorEpoch: ['int32', 'The epoch of the transaction coordinator that had the marker written.'],
  },
};
