import type { DataSchema } from '@k/tool-codegen';

export const kRaftVersionRecord: DataSchema = {
  name: 'KRaftVersionRecord',
  about: 'The value of a control record (type 5): the version of KRaft from here on (KIP-853). No version stands before it, but it begins with one.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  fields: {
    version: ['int16', 'The version of this structure.'],
    kRaftVersion: ['int16', 'The level of the feature kraft.version. 0: the voters are set in the configuration. 1: they stand in the log, and can change.'],
  },
};
