import type { ApiSchema } from '@k/tool-codegen';

export const offsetFetch: ApiSchema = {
  key: 9,
  name: 'OffsetFetch',
  target: 'the group coordinator',
  about: 'Reads the offsets a group has committed.',
  versions: {
    0: 'Offsets are kept in ZooKeeper.',
    1: 'Offsets are kept in Kafka.',
    2: 'A null list of topics asks for all; the response gains an error of its own.',
    3: 'The response gains throttleTimeMs.',
    4: 'The broker answers before it throttles (KIP-219).',
    5: 'committedLeaderEpoch (KIP-320).',
    6: 'Flexible.',
    7: 'requireStable: wait for open transactions (KIP-447).',
    8: 'Several groups in one request (KIP-709).',
    9: 'For the new group protocol too: memberId and memberEpoch (KIP-848).',
    10: 'Topics by id instead of by name (KIP-848).',
  },
  flexible: 6,
  request: {
    groupId: ['string v0-7 (groupId)', 'TODO'],
    topics: ['[]Topic v0-7 null v2-7', 'TODO', {
      name: ['string (topicName)', 'TODO'],
      partitionIndexes: ['[]int32', 'TODO'],
    }],
    groups: ['[]Group v8+', 'TODO', {
      groupId: ['string (groupId)', 'TODO'],
      memberId: ['string? v9+ ignorable = null', 'TODO'],
      memberEpoch: ['int32 v9+ ignorable = -1', 'TODO'],
      topics: ['[]Topics?', 'TODO', {
        name: ['string v8-9 ignorable (topicName)', 'TODO'],
        topicId: ['uuid v10+ ignorable', 'TODO'],
        partitionIndexes: ['[]int32', 'TODO'],
      }],
    }],
    requireStable: ['bool v7+', 'TODO'],
  },
  response: {
    throttleTimeMs: ['int32 v3+ ignorable', 'TODO'],
    topics: ['[]Topic v0-7', 'TODO', {
      name: ['string (topicName)', 'TODO'],
      partitions: ['[]Partition', 'TODO', {
        partitionIndex: ['int32', 'TODO'],
        committedOffset: ['int64', 'TODO'],
        committedLeaderEpoch: ['int32 v5+ ignorable = -1', 'TODO'],
        metadata: ['string?', 'TODO'],
        errorCode: ['int16', 'TODO'],
      }],
    }],
    errorCode: ['int16 v2-7 ignorable', 'TODO'],
    groups: ['[]Group v8+', 'TODO', {
      groupId: ['string (groupId)', 'TODO'],
      topics: ['[]Topics', 'TODO', {
        name: ['string v8-9 ignorable (topicName)', 'TODO'],
        topicId: ['uuid v10+ ignorable', 'TODO'],
        partitions: ['[]Partitions', 'TODO', {
          partitionIndex: ['int32', 'TODO'],
          committedOffset: ['int64', 'TODO'],
          committedLeaderEpoch: ['int32 ignorable = -1', 'TODO'],
          metadata: ['string?', 'TODO'],
          errorCode: ['int16', 'TODO'],
        }],
      }],
      errorCode: ['int16', 'TODO'],
    }],
  },
};
