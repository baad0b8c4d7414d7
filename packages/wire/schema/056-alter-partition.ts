import type { ApiSchema } from '@k/tool-codegen';

export const alterPartition: ApiSchema = {
  key: 56,
  name: 'AlterPartition',
  target: 'the active controller, from the leader of every partition in it',
  about: 'A leader asks for a change of the set of in-sync replicas.',
  versions: {
    0: 'The first (KIP-497). Only in Kafka before 4.0.',
    1: 'leaderRecoveryState (KIP-704). Only in Kafka before 4.0.',
    2: 'Topics by id instead of by name; INELIGIBLE_REPLICA, NEW_LEADER_ELECTED and UNKNOWN_TOPIC_ID may be answered (KIP-841).',
    3: 'newIsrWithEpochs takes the place of newIsr, so that a broker that has restarted is not taken for in sync (KIP-903).',
  },
  flexible: 0,
  request: {
    brokerId: ['int32 (brokerId)', 'The broker that asks, which leads the partitions.'],
    brokerEpoch: ['int64 = -1', 'The epoch that the broker got when it registered; -1 when unknown.'],
    topics: ['[]TopicData', 'The changes, by topic.', {
      topicName: ['string v0-1 ignorable (topicName)', 'The name of the topic.'],
      topicId: ['uuid v2+ ignorable', 'The id of the topic.'],
      partitions: ['[]PartitionData', 'The changes, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        leaderEpoch: ['int32', 'The epoch in which the broker leads the partition.'],
        newIsr: ['[]int32 v0-2 (brokerId)', 'The brokers that are to count as in sync, the leader included.'],
        newIsrWithEpochs: ['[]BrokerState v3+', 'The brokers that are to count as in sync, the leader included.', {
          brokerId: ['int32 (brokerId)', 'The id of the broker.'],
          brokerEpoch: ['int64 = -1', 'The epoch of that broker as the leader knows it; -1 for no check.'],
        }],
        leaderRecoveryState: ['int8 v1+', '1 while the partition recovers from an unclean election; else 0.'],
        partitionEpoch: ['int32', 'The partition epoch that the leader knows; if it is not the present one, the change is refused.'],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or why nothing at all was changed.'],
    topics: ['[]TopicData', 'The outcome, by topic.', {
      topicName: ['string v0-1 ignorable (topicName)', 'The name of the topic.'],
      topicId: ['uuid v2+ ignorable', 'The id of the topic.'],
      partitions: ['[]PartitionData', 'The outcome, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        leaderId: ['int32 (brokerId)', 'The broker that leads the partition; -1 for none.'],
        leaderEpoch: ['int32', "The leader's epoch."],
        isr: ['[]int32 (brokerId)', 'The brokers that now count as in sync.'],
        leaderRecoveryState: ['int8 v1+ ignorable', '1 while the partition recovers from an unclean election; else 0.'],
        partitionEpoch: ['int32', 'Goes up with each change of the leader or the in-sync replicas.'],
      }],
    }],
  },
};
