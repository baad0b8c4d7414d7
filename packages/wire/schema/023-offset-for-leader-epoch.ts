import type { ApiSchema } from '@k/tool-codegen';

export const offsetForLeaderEpoch: ApiSchema = {
  key: 23,
  name: 'OffsetForLeaderEpoch',
  target: 'the leader of every partition in it',
  about: 'Finds where a leader epoch ends, so that a follower or a consumer sees from where on its records are not those of the leader.',
  versions: {
    0: 'The first (KIP-101).',
    1: 'The response gains leaderEpoch (KIP-279).',
    2: 'currentLeaderEpoch fences old leaders (KIP-320); the response gains throttleTimeMs.',
    3: 'replicaId.',
    4: 'Flexible.',
  },
  flexible: 4,
  request: {
    replicaId: ['int32 v3+ ignorable (brokerId) = -2', 'The broker that copies the log; -1 for a consumer, -2 for one that may see beyond the high watermark.'],
    topics: ['[]OffsetForLeaderTopic', 'What to look up, by topic.', {
      topic: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]OffsetForLeaderPartition', 'What to look up, by partition.', {
        partition: ['int32', 'The number of the partition.'],
        currentLeaderEpoch: ['int32 v2+ ignorable = -1', 'The leader epoch the client knows, so that an old leader can be told from a new one; -1 for no check.'],
        leaderEpoch: ['int32', 'The leader epoch to find the end of.'],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32 v2+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    topics: ['[]OffsetForLeaderTopicResult', 'What was found, by topic.', {
      topic: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]EpochEndOffset', 'What was found, by partition.', {
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        partition: ['int32', 'The number of the partition.'],
        leaderEpoch: ['int32 v1+ ignorable = -1', 'The largest leader epoch that the leader has, not above the one asked about; -1 when it has none.'],
        endOffset: ['int64 = -1', 'The offset after the last record of that epoch; -1 when unknown.'],
      }],
    }],
  },
};
