import type { DataSchema } from '@k/tool-codegen';

export const shareGroupCurrentMemberAssignmentKey: DataSchema = {
  name: 'ShareGroupCurrentMemberAssignmentKey',
  about: 'Tells which member of a share group (KIP-932) a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 14 },
  fields: {
    groupId: ['string', 'The id of the group.'],
    memberId: ['string', 'The id of the member.'],
  },
};
