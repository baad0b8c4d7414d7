import type { DataSchema } from '@k/tool-codegen';

export const streamsGroupTargetAssignmentMemberKey: DataSchema = {
  name: 'StreamsGroupTargetAssignmentMemberKey',
  about: 'Tells which member of a group of Kafka Streams (KIP-1071) a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 21 },
  fields: {
    groupId: ['string', 'The id of the group.'],
    memberId: ['string', 'The id of the member.'],
  },
};
