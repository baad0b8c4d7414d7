import type { DataSchema } from '@k/tool-codegen';

export const snapshotFooterRecord: DataSchema = {
  name: 'SnapshotFooterRecord',
  about: 'The value of a control record (type 4): the last record of a snapshot of the metadata log. No version stands before it, but it begins with one.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  fields: {
    version: ['int16', 'The version of this structure.'],
  },
};
