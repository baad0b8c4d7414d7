import type { ApiSchema } from '@k/tool-codegen';

export const describeTopicPartitions: ApiSchema = {
  key: 75,
  name: 'DescribeTopicPartitions',
  target: 'any broker',
  about: 'Tells about topics and their partitions, a page at a time, more than Metadata does.',
  versions: {
    0: 'The first and only one so far (KIP-966).',
  },
  flexible: 0,
  request: {
    topics: ['[]Topic', 'The topics to tell about; empty for all.', {
      name: ['string (topicName)', 'The name of the topic.'],
    }],
    responsePartitionLimit: ['int32 = 2000', 'How many partitions to tell about at most; the broker has a limit of its own.'],
    cursor: ['Cursor? = null', 'Where to begin: what the last answer had in nextCursor; null to begin at the start.', {
      topicName: ['string (topicName)', 'The first topic to tell about.'],
      partitionIndex: ['int32', 'The first partition of it to tell about.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32 ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    topics: ['[]Topic', 'The topics, as far as the limit allows.', {
      errorCode: ['int16', '0, or what went wrong with the topic.'],
      name: ['string? key (topicName)', 'The name of the topic; null when unknown.'],
      topicId: ['uuid ignorable', 'The id of the topic; zero when nobody knows the topic.'],
      isInternal: ['bool ignorable', 'Whether Kafka keeps its own data in it.'],
      partitions: ['[]Partition', 'The partitions of the topic, from the lowest number up.', {
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        partitionIndex: ['int32', 'The number of the partition.'],
        leaderId: ['int32 (brokerId)', 'The broker that leads the partition; -1 while it has no leader.'],
        leaderEpoch: ['int32 ignorable = -1', 'Goes up with each change of leader; -1 when unknown.'],
        replicaNodes: ['[]int32 (brokerId)', 'The brokers that have the partition, the preferred leader first.'],
        isrNodes: ['[]int32 (brokerId)', 'The replicas that are in sync with the leader.'],
        eligibleLeaderReplicas: ['[]int32? (brokerId) = null', 'Replicas that are not in sync and still have all committed records: any of them may become leader. Null when not told.'],
        lastKnownElr: ['[]int32? (brokerId) = null', 'Replicas that were such until they stopped uncleanly. Null when not told.'],
        offlineReplicas: ['[]int32 ignorable (brokerId)', 'The replicas that are down.'],
      }],
      topicAuthorizedOperations: ['int32 = -2147483648', 'Bits for what this user may do with the topic (bit n: operation n); -2³¹ when not asked for.'],
    }],
    nextCursor: ['Cursor? = null', 'Where to go on with another request; null when all has been told.', {
      topicName: ['string (topicName)', 'The first topic that is missing.'],
      partitionIndex: ['int32', 'The first partition of it that is missing.'],
    }],
  },
};
