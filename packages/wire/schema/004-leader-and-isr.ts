import type { ApiSchema } from '@k/tool-codegen';

export const leaderAndIsr: ApiSchema = {
  key: 4,
  name: 'LeaderAndIsr',
  target: 'the brokers that have a replica of the partitions, from the controller',
  about: 'Tells brokers which partitions to lead and which to follow. Only with ZooKeeper; gone in Kafka 4.0.',
  versions: {
    0: 'The first.',
    1: 'isNew; KAFKA_STORAGE_ERROR may be answered (KIP-112).',
    2: 'brokerEpoch; partitions grouped by topic (KIP-380).',
    3: 'addingReplicas and removingReplicas (KIP-455).',
    4: 'Flexible.',
    5: 'Topic ids, and type; the response names topics by id only (KIP-516).',
    6: 'leaderRecoveryState (KIP-704).',
    7: 'isKRaftController (KIP-866).',
  },
  flexible: 4,
  structs: {
    PartitionState: {
      topicName: ['string v0-1 ignorable (topicName)', 'The name of the topic.'],
      partitionIndex: ['int32', 'The number of the partition.'],
      controllerEpoch: ['int32', 'The epoch of the controller that last changed the leader or the in-sync replicas.'],
      leader: ['int32 (brokerId)', 'The broker that leads the partition; -1 while it has no leader, -2 while its topic is being deleted.'],
      leaderEpoch: ['int32', 'Goes up with each change of leader.'],
      isr: ['[]int32 (brokerId)', 'The replicas that are in sync with the leader.'],
      partitionEpoch: ['int32', 'Goes up with each change of the partition: the version of its state in ZooKeeper.'],
      replicas: ['[]int32 (brokerId)', 'The brokers that have the partition, the preferred leader first.'],
      addingReplicas: ['[]int32 v3+ ignorable (brokerId)', 'The replicas that a reassignment adds.'],
      removingReplicas: ['[]int32 v3+ ignorable (brokerId)', 'The replicas that a reassignment takes away.'],
      isNew: ['bool v1+ ignorable', 'Whether the replica is a new one. If not, and a log directory is offline, the broker takes it to be there and does not create it elsewhere.'],
      leaderRecoveryState: ['int8 v6+', '1 while the leader recovers from an unclean election, else 0.'],
    },
    PartitionError: {
      topicName: ['string v0-4 ignorable (topicName)', 'The name of the topic.'],
      partitionIndex: ['int32', 'The number of the partition.'],
      errorCode: ['int16', '0, or what went wrong with the partition.'],
    },
  },
  request: {
    controllerId: ['int32 (brokerId)', 'The controller that sends this.'],
    isKRaftController: ['bool v7+', 'Whether that is a KRaft controller: during the migration from ZooKeeper.'],
    controllerEpoch: ['int32', 'The epoch of the controller; a broker that knows a later one refuses this.'],
    brokerEpoch: ['int64 v2+ ignorable = -1', 'The epoch of the receiving broker, so that nothing reaches it that was meant for it before it started anew; -1 for no check.'],
    type: ['int8 v5+', '1: only what has changed. 2: all there is; other replicas may be deleted. 0: not told.'],
    ungroupedPartitionStates: ['[]PartitionState v0-1', 'The partitions, each with the name of its topic.'],
    topicStates: ['[]TopicState v2+', 'The partitions, by topic.', {
      topicName: ['string (topicName)', 'The name of the topic.'],
      topicId: ['uuid v5+ ignorable', 'The id of the topic.'],
      partitionStates: ['[]PartitionState', 'The partitions of the topic.'],
    }],
    liveLeaders: ['[]LiveLeader', 'The brokers that lead one of the partitions.', {
      brokerId: ['int32 (brokerId)', 'The id of the broker.'],
      hostName: ['string', 'Where the broker listens: a host name or an address.'],
      port: ['int32', 'The port it listens on.'],
    }],
  },
  response: {
    errorCode: ['int16', '0, or why nothing at all was done.'],
    partitionErrors: ['[]PartitionError v0-4', 'The outcome, by partition.'],
    topics: ['[]TopicError v5+', 'The outcome, by topic.', {
      topicId: ['uuid key', 'The id of the topic.'],
      partitionErrors: ['[]PartitionError', 'The outcome, by partition.'],
    }],
  },
};
