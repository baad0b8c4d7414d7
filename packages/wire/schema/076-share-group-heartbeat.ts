import type { ApiSchema } from '@k/tool-codegen';

export const shareGroupHeartbeat: ApiSchema = {
  key: 76,
  name: 'ShareGroupHeartbeat',
  target: 'the group coordinator',
  about: 'Joins, keeps up and leaves a share group; the answer says which partitions to fetch from.',
  versions: {
    1: 'The first that counts (KIP-932); version 0 was only for early access and is gone.',
  },
  flexible: 0,
  structs: {
    TopicPartitions: {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]int32', 'The partitions of the topic.'],
    },
  },
  request: {
    groupId: ['string (groupId)', 'The id of the group.'],
    memberId: ['string', 'The id of the member, which it makes for itself: a UUID.'],
    memberEpoch: ['int32', 'The epoch of the member; 0 to join, -1 to leave.'],
    rackId: ['string? = null', 'The rack the member is in; null when unknown, or when it has not changed.'],
    subscribedTopicNames: ['[]string? (topicName) = null', 'The topics subscribed to by name; null when they have not changed.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
    memberId: ['string? = null', 'The id of the member; null on an error.'],
    memberEpoch: ['int32', 'The epoch of the member, to be sent with the next heartbeat.'],
    heartbeatIntervalMs: ['int32', 'After how long the next heartbeat is due, in ms.'],
    assignment: ['Assignment? = null', 'What the member shall fetch from; null when it has not changed.', {
      topicPartitions: ['[]TopicPartitions', 'The partitions, by topic.'],
    }],
  },
};
