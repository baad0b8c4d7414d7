import type { DataSchema } from '@k/tool-codegen';

export const controlRecordTypeSchema: DataSchema = {
  name: 'ControlRecordTypeSchema',
  about: 'The key of a control record: what kind of record it is. An int16 with the version stands before it.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  fields: {
    type: ['int16', '0 abort and 1 commit (the value is an EndTxnMarker), 2 LeaderChangeMessage, 3 SnapshotHeaderRecord, 4 SnapshotFooterRecord, 5 KRaftVersionRecord, 6 VotersRecord. Records of other types are to be skipped.'],
  },
};
