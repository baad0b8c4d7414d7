import type { ApiSchema } from '@k/tool-codegen';

export const stopReplica: ApiSchema = {
  key: 5,
  name: 'StopReplica',
  target: 'the broker that has the replicas, from the controller',
  about: 'Tells a broker to stop replicas, and to delete them if so wished. Only with ZooKeeper; gone in Kafka 4.0.',
  versions: {
    0: 'The first.',
    1: 'brokerEpoch; partitions grouped by topic (KIP-380).',
    2: 'Flexible.',
    3: 'leaderEpoch; each partition says whether to delete it; FENCED_LEADER_EPOCH may be answered (KIP-570).',
    4: 'isKRaftController (KIP-866).',
  },
  flexible: 2,
  request: {
    controllerId: ['int32 (brokerId)', 'The controller that sends this.'],
    isKRaftController: ['bool v4+', 'Whether that is a KRaft controller: during the migration from ZooKeeper.'],
    controllerEpoch: ['int32', 'The epoch of the controller; a broker that knows a later one refuses this.'],
    brokerEpoch: ['int64 v1+ ignorable = -1', 'The epoch of the receiving broker, so that nothing reaches it that was meant for it before it started anew; -1 for no check.'],
    deletePartitions: ['bool v0-2', 'Whether to delete the replicas too.'],
    ungroupedPartitions: ['[]PartitionV0 v0', 'The replicas to stop, each with the name of its topic.', {
      topicName: ['string (topicName)', 'The name of the topic.'],
      partitionIndex: ['int32', 'The number of the partition.'],
    }],
    topics: ['[]TopicV1 v1-2', 'The replicas to stop, by topic.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitionIndexes: ['[]int32', 'The partitions to stop.'],
    }],
    topicStates: ['[]TopicState v3+', 'The replicas to stop, by topic.', {
      topicName: ['string (topicName)', 'The name of the topic.'],
      partitionStates: ['[]PartitionState', 'The partitions to stop.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        leaderEpoch: ['int32 = -1', "The leader's epoch; -1 for no check, -2 when the topic is being deleted."],
        deletePartition: ['bool', 'Whether to delete the replica too.'],
      }],
    }],
  },
  response: {
    errorCode: ['int16', '0, or why nothing at all was done.'],
    partitionErrors: ['[]PartitionError', 'The outcome, by partition.', {
      topicName: ['string (topicName)', 'The name of the topic.'],
      partitionIndex: ['int32', 'The number of the partition.'],
      errorCode: ['int16', '0, or what went wrong with the partition.'],
    }],
  },
};
