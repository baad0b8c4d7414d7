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
    groupId: ['string v0-7 (groupId)', 'The id of the group.'],
    topics: ['[]Topic v0-7 null v2-7', 'The topics to answer for; null for all.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitionIndexes: ['[]int32', 'The partitions to answer for.'],
    }],
    groups: ['[]Group v8+', 'The groups to answer for.', {
      groupId: ['string (groupId)', 'The id of the group.'],
      memberId: ['string? v9+ ignorable = null', 'The id of the member, in the new protocol; null for others.'],
      memberEpoch: ['int32 v9+ ignorable = -1', 'The epoch of the member, in the new protocol; -1 for others.'],
      topics: ['[]Topics?', 'The topics to answer for; null for all.', {
        name: ['string v8-9 ignorable (topicName)', 'The name of the topic.'],
        topicId: ['uuid v10+ ignorable', 'The id of the topic.'],
        partitionIndexes: ['[]int32', 'The partitions to answer for.'],
      }],
    }],
    requireStable: ['bool v7+', 'Whether to answer UNSTABLE_OFFSET_COMMIT while a transaction may still change the offset.'],
  },
  response: {
    throttleTimeMs: ['int32 v3+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    topics: ['[]Topic v0-7', 'The offsets, by topic.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitions: ['[]Partition', 'The offsets, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        committedOffset: ['int64', 'The offset of the next record to consume; -1 when none is stored.'],
        committedLeaderEpoch: ['int32 v5+ ignorable = -1', 'The leader epoch of the last record consumed; -1 when unknown.'],
        metadata: ['string?', 'The text kept beside the offset.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
      }],
    }],
    errorCode: ['int16 v2-7 ignorable', '0, or what went wrong with the group.'],
    groups: ['[]Group v8+', 'The offsets, by group.', {
      groupId: ['string (groupId)', 'The id of the group.'],
      topics: ['[]Topics', 'The offsets, by topic.', {
        name: ['string v8-9 ignorable (topicName)', 'The name of the topic.'],
        topicId: ['uuid v10+ ignorable', 'The id of the topic.'],
        partitions: ['[]Partitions', 'The offsets, by partition.', {
          partitionIndex: ['int32', 'The number of the partition.'],
          committedOffset: ['int64', 'The offset of the next record to consume; -1 when none is stored.'],
          committedLeaderEpoch: ['int32 ignorable = -1', 'The leader epoch of the last record consumed; -1 when unknown.'],
          metadata: ['string?', 'The text kept beside the offset.'],
          errorCode: ['int16', '0, or what went wrong with the partition.'],
        }],
      }],
      errorCode: ['int16', '0, or what went wrong with the group.'],
    }],
  },
};
