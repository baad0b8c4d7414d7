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
    groupId: ['string (groupId)', 'The id of the group.'],
    generationIdOrMemberEpoch: ['int32 v1+ ignorable = -1', 'The generation (classic protocol) or member epoch (new protocol); -1 for a client that is no member.'],
    memberId: ['string v1+ ignorable', 'The id of the member; empty for a client that is no member.'],
    groupInstanceId: ['string? v7+ = null', 'The lasting name of a static member (group.instance.id); null for others.'],
    retentionTimeMs: ['int64 v2-4 ignorable = -1', 'How long to keep the offsets, in ms; -1 as the broker is set up.'],
    topics: ['[]Topic', 'The offsets, by topic.', {
      name: ['string v0-9 ignorable (topicName)', 'The name of the topic.'],
      topicId: ['uuid v10+ ignorable', 'The id of the topic.'],
      partitions: ['[]Partition', 'The offsets, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        committedOffset: ['int64', 'The offset of the next record to consume.'],
        committedLeaderEpoch: ['int32 v6+ ignorable = -1', 'The leader epoch of the last record consumed; -1 when unknown.'],
        commitTimestamp: ['int64 v1 = -1', 'When it was committed, in ms since 1970; -1 for now.'],
        committedMetadata: ['string?', 'Any text to keep beside the offset.'],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32 v3+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    topics: ['[]Topic', 'The outcome, by topic.', {
      name: ['string v0-9 ignorable (topicName)', 'The name of the topic.'],
      topicId: ['uuid v10+ ignorable', 'The id of the topic.'],
      partitions: ['[]Partition', 'The outcome, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
      }],
    }],
  },
};
