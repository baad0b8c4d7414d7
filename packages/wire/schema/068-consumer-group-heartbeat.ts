import type { ApiSchema } from '@k/tool-codegen';

export const consumerGroupHeartbeat: ApiSchema = {
  key: 68,
  name: 'ConsumerGroupHeartbeat',
  target: 'the group coordinator',
  about: 'Joins, keeps up and leaves a consumer group of the new protocol (KIP-848); the answer says what to consume.',
  versions: {
    0: 'The first.',
    1: 'subscribedTopicRegex; the member makes its id itself (KIP-1082).',
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
    memberId: ['string', 'The id of the member: from v1 on, a UUID that it makes itself and keeps as long as its process lives; in v0, empty at first, then what the coordinator gave it.'],
    memberEpoch: ['int32', 'The epoch of the member; 0 to join, -1 to leave, -2 for a static member to leave and come back.'],
    instanceId: ['string? = null', 'The lasting name of a static member (group.instance.id); null for others, or when it has not changed.'],
    rackId: ['string? = null', 'The rack the member is in; null when unknown, or when it has not changed.'],
    rebalanceTimeoutMs: ['int32 = -1', 'How long the member may take to give up partitions, in ms; -1 when that has not changed.'],
    subscribedTopicNames: ['[]string? (topicName) = null', 'The topics subscribed to by name; null when they have not changed.'],
    subscribedTopicRegex: ['string? v1+ = null', 'The topics subscribed to by a regular expression (RE2/J); null for none, or when it has not changed.'],
    serverAssignor: ['string? = null', "The assignor that the coordinator should use; null for the broker's choice, or when it has not changed."],
    topicPartitions: ['[]TopicPartitions? = null', 'The partitions that the member has, by topic; null when they have not changed.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
    memberId: ['string? = null', 'The id of the member; in v0, this is how it learns it. Null on an error.'],
    memberEpoch: ['int32', 'The epoch of the member, to be sent with the next heartbeat.'],
    heartbeatIntervalMs: ['int32', 'After how long the next heartbeat is due, in ms.'],
    assignment: ['Assignment? = null', 'What the member shall consume; null when it has not changed.', {
      topicPartitions: ['[]TopicPartitions', 'The partitions, by topic.'],
    }],
  },
};
