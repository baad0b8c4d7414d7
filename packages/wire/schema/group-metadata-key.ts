import type { DataSchema } from '@k/tool-codegen';

export const groupMetadataKey: DataSchema = {
  name: 'GroupMetadataKey',
  about: 'Tells which classic group a record holds.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 2 },
  fields: {
    group: ['string', 'The id of the group.'],
  },
};
