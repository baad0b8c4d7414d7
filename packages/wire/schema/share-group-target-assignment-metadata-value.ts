import type { DataSchema } from '@k/tool-codegen';

export const shareGroupTargetAssignmentMetadataValue: DataSchema = {
  name: 'ShareGroupTargetAssignmentMetadataValue',
  about: 'For which epoch, and when, the target assignment of a share group (KIP-932) was made: what its members shall have in the end.',
  versions: {
    0: 'The first; assignmentTimestamp since Kafka 4.3 (KIP-1263).',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 12 },
  fields: {
    assignmentEpoch: ['int32', 'The epoch of the group for which it was made.'],
    assignmentTimestamp: ['int64 tag 0 ignorable', 'When it was made, in ms since 1970; 0 when unknown.'],
  },
};
