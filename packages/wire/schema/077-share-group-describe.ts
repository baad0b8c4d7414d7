import type { ApiSchema } from '@k/tool-codegen';

export const shareGroupDescribe: ApiSchema = {
  key: 77,
  name: 'ShareGroupDescribe',
  target: 'the group coordinator',
  about: 'Tells the state and the members of share groups.',
  versions: {
    1: 'The first that counts (KIP-932); version 0 was only for early access and is gone.',
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
      groupState: ['string', 'Empty, Stable or Dead; empty on an error.'],
      groupEpoch: ['int32', 'Goes up with each change in what members or subscriptions there are.'],
      assignmentEpoch: ['int32', 'The group epoch that the target assignment was made for.'],
      assignorName: ['string', 'The assignor that the coordinator uses; empty on an error.'],
      members: ['[]Member', 'The members.', {
        memberId: ['string', 'The id of the member.'],
        rackId: ['string? = null', 'The rack the member is in; null when unknown.'],
        memberEpoch: ['int32', 'The epoch that the member has reached.'],
        clientId: ['string', 'What the client of the member calls itself.'],
        clientHost: ['string', 'Where the member comes from: its address.'],
        subscribedTopicNames: ['[]string (topicName)', 'The topics subscribed to by name.'],
        assignment: ['Assignment', 'What the member has at present.'],
      }],
      authorizedOperations: ['int32 = -2147483648', 'Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for.'],
    }],
  },
};
