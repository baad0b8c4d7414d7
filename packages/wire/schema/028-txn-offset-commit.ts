import type { ApiSchema } from '@k/tool-codegen';

export const txnOffsetCommit: ApiSchema = {
  key: 28,
  name: 'TxnOffsetCommit',
  target: 'the group coordinator',
  about: 'Stores the offsets of a group as part of a transaction: they count once it is committed.',
  versions: {
    0: 'The first (KIP-98).',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'committedLeaderEpoch (KIP-320).',
    3: 'Flexible; the member and its generation, so that a member of old is refused (KIP-447).',
    4: 'TRANSACTION_ABORTABLE may be answered (KIP-890).',
    5: 'Adds the offsets to the transaction by itself, without AddOffsetsToTxn (KIP-890).',
    6: 'Topics by id instead of by name; GROUP_ID_NOT_FOUND and STALE_MEMBER_EPOCH may be answered (KIP-1319).',
  },
  flexible: 3,
  request: {
    transactionalId: ['string (transactionalId)', 'The transactional id of the producer.'],
    groupId: ['string (groupId)', 'The id of the group.'],
    producerId: ['int64 (producerId)', "The producer's id."],
    producerEpoch: ['int16', "The producer's epoch."],
    generationIdOrMemberEpoch: ['int32 v3+ = -1', 'The generation (classic protocol) or member epoch (new protocol); -1 for a client that is no member.'],
    memberId: ['string v3+', 'The id of the member; empty for a client that is no member.'],
    groupInstanceId: ['string? v3+ = null', 'The lasting name of a static member (group.instance.id); null for others.'],
    topics: ['[]Topic', 'The offsets, by topic.', {
      name: ['string v0-5 ignorable (topicName)', 'The name of the topic.'],
      topicId: ['uuid v6+ ignorable', 'The id of the topic.'],
      partitions: ['[]Partition', 'The offsets, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        committedOffset: ['int64', 'The offset of the next record to consume.'],
        committedLeaderEpoch: ['int32 v2+ ignorable = -1', 'The leader epoch of the last record consumed; -1 when unknown.'],
        committedMetadata: ['string?', 'Any text to keep beside the offset.'],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    topics: ['[]Topic', 'The outcome, by topic.', {
      name: ['string v0-5 ignorable (topicName)', 'The name of the topic.'],
      topicId: ['uuid v6+ ignorable', 'The id of the topic.'],
      partitions: ['[]Partition', 'The outcome, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
      }],
    }],
  },
};
