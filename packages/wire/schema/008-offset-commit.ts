import type { ApiSchema } from '@k/tool-codegen';

export const offsetCommit: ApiSchema = {
  key: 8,
  name: 'OffsetCommit',
  target: 'the group coordinator',
  about: 'Stores the offsets up to which a group has consumed.',
  versions: {
    0: 'Offsets are kept in ZooKeeper.',
    1: 'Offsets are kept in Kafka; generation, member and a timestamp per partition.',
    2: 'retentionTimeMs takes the place of the timestamp.',
    3: 'The response gains throttleTimeMs.',
    4: 'The broker answers before it throttles (KIP-219).',
    5: "Retention is the broker's business alone (KIP-211).",
    6: 'committedLeaderEpoch (KIP-320).',
    7: 'groupInstanceId (KIP-345).',
    8: 'Flexible.',
    9: 'For the new group protocol too: STALE_MEMBER_EPOCH may be answered (KIP-848).',
    10: 'Topics by id instead of by name (KIP-848).',
  },
  flexible: 8,
  request: {
    groupId: ['string (groupId)', 'TODO'],
    generationIdOrMemberEpoch: ['int32 v1+ ignorable = -1', 'TODO'],
    memberId: ['string v1+ ignorable', 'TODO'],
    groupInstanceId: ['string? v7+ = null', 'TODO'],
    retentionTimeMs: ['int64 v2-4 ignorable = -1', 'TODO'],
    topics: ['[]Topic', 'TODO', {
      name: ['string v0-9 ignorable (topicName)', 'TODO'],
      topicId: ['uuid v10+ ignorable', 'TODO'],
      partitions: ['[]Partition', 'TODO', {
        partitionIndex: ['int32', 'TODO'],
        committedOffset: ['int64', 'TODO'],
        committedLeaderEpoch: ['int32 v6+ ignorable = -1', 'TODO'],
        commitTimestamp: ['int64 v1 = -1', 'TODO'],
        committedMetadata: ['string?', 'TODO'],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32 v3+ ignorable', 'TODO'],
    topics: ['[]Topic', 'TODO', {
      name: ['string v0-9 ignorable (topicName)', 'TODO'],
      topicId: ['uuid v10+ ignorable', 'TODO'],
      partitions: ['[]Partition', 'TODO', {
        partitionIndex: ['int32', 'TODO'],
        errorCode: ['int16', 'TODO'],
      }],
    }],
  },
};
