import type { ApiSchema } from '@k/tool-codegen';

export const consumerGroupDescribe: ApiSchema = {
  key: 69,
  name: 'ConsumerGroupDescribe',
  target: 'the group coordinator',
  about: 'Tells the state and the members of consumer groups of the new protocol (KIP-848).',
  versions: {
    0: 'The first.',
    1: 'memberType (KIP-1099).',
  },
  flexible: 0,
  structs: {
    TopicPartitions: {
      topicId: ['uuid', 'The id of the topic.'],
      topicName: ['string (topicName)', 'The name of the topic.'],
      partitions: ['[]int32', 'The partitions of the topic.'],
    },
    Assignment: {
      topicPartitions: ['[]TopicPartitions', 'The partitions, by topic.'],
    },
  },
  request: {
    groupIds: ['[]string (groupId)', 'The ids of the groups.'],
    includeAuthorizedOperations: ['bool', 'Whether to tell what this user may do with each group.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    groups: ['[]DescribedGroup', 'The groups.', {
      errorCode: ['int16', '0, or what went wrong with the group.'],
      errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
      groupId: ['string (groupId)', 'The id of the group.'],
      groupState: ['string', 'Empty, Assigning, Reconciling, Stable or Dead; empty on an error.'],
      groupEpoch: ['int32', 'Goes up with each change in what members or subscriptions there are.'],
      assignmentEpoch: ['int32', 'The group epoch that the target assignment was made for.'],
      assignorName: ['string', 'The assignor that the coordinator uses; empty on an error.'],
      members: ['[]Member', 'The members.', {
        memberId: ['string', 'The id of the member.'],
        instanceId: ['string? = null', 'The lasting name of a static member (group.instance.id); null for others.'],
        rackId: ['string? = null', 'The rack the member is in; null when unknown.'],
        memberEpoch: ['int32', 'The epoch that the member has reached.'],
        clientId: ['string', 'What the client of the member calls itself.'],
        clientHost: ['string', 'Where the member comes from: its address.'],
        subscribedTopicNames: ['[]string (topicName)', 'The topics subscribed to by name.'],
        subscribedTopicRegex: ['string? = null', 'The topics subscribed to by a regular expression; null for none.'],
        assignment: ['Assignment', 'What the member has at present.'],
        targetAssignment: ['Assignment', 'What the member is to have in the end.'],
        memberType: ['int8 v1+ ignorable = -1', 'The protocol of the member: 0 classic, 1 new; -1 unknown.'],
      }],
      authorizedOperations: ['int32 = -2147483648', 'Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for.'],
    }],
  },
};
