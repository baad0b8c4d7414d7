import type { DataSchema } from '@k/tool-codegen';

export const offsetCommitValue: DataSchema = {
  name: 'OffsetCommitValue',
  about: 'A committed offset.',
  versions: {
    0: 'The first.',
    1: 'expireTimestamp. Still written when a client says how long to keep the offset.',
    2: 'Without expireTimestamp: offsets are kept while the group is in use (KIP-211).',
    3: 'leaderEpoch (KIP-320).',
    4: 'Flexible, so that new fields can come as tagged ones, which older brokers skip (KIP-915); topicId later came so.',
  },
  flexible: 4,
  record: { topic: '__consumer_offsets', type: 1 },
  fields: {
    offset: ['int64', 'The offset of the next record to consume.'],
    leaderEpoch: ['int32 v3+ ignorable = -1', 'The leader epoch of the last record consumed; -1 when unknown.'],
    metadata: ['string', 'Any text that the client keeps beside the offset.'],
    commitTimestamp: ['int64', 'When it was committed, in ms since 1970.'],
    expireTimestamp: ['int64 v1 ignorable = -1', 'When the offset may be dropped, in ms since 1970; -1 when the settings of the broker decide.'],
    topicId: ['uuid v4+ tag 0 ignorable', 'The id of the topic; zero when unknown.'],
  },
};
