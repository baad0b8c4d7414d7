import type { DataSchema } from '@k/tool-codegen';

export const snapshotHeaderRecord: DataSchema = {
  name: 'SnapshotHeaderRecord',
  about: 'The value of a control record (type 3): the first record of a snapshot of the metadata log. No version stands before it, but it begins with one.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  fields: {
    version: ['int16', 'The version of this structure.'],
    lastContainedLogTimestamp: ['int64', 'When the last record that the snapshot covers was appended to the log, in ms since 1970.'],
  },
};
