import type { DataSchema } from '@k/tool-codegen';

export const legacyOffsetCommitValue: DataSchema = {
  name: 'LegacyOffsetCommitValue',
  about: 'A committed offset, as the first brokers that stored offsets wrote it: like version 0 of OffsetCommitValue.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 0 },
  fields: {
    offset: ['int64', 'The offset of the next record to consume.'],
    metadata: ['string', 'Any text that the client keeps beside the offset.'],
    commitTimestamp: ['int64', 'When it was committed, in ms since 1970.'],
  },
};
