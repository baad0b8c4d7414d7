import type { ApiSchema } from '@k/tool-codegen';

export const updateMetadata: ApiSchema = {
  key: 6,
  name: 'UpdateMetadata',
  target: 'every broker, from the controller',
  about: 'Brings to a broker what it answers Metadata requests with: brokers and leaders. Only with ZooKeeper; gone in Kafka 4.0.',
  versions: {
    0: 'The first.',
    1: 'A broker may have several endpoints.',
    2: 'rack (KIP-36).',
    3: 'listener: endpoints have names (KIP-103).',
    4: 'offlineReplicas (KIP-112).',
    5: 'brokerEpoch; partitions grouped by topic (KIP-380).',
    6: 'Flexible.',
    7: 'topicId (KIP-516).',
    8: 'isKRaftController and type (KIP-866).',
  },
  flexible: 6,
  structs: {
    PartitionState: {
      topicName: ['string v0-4 ignorable (topicName)', 'The name of the topic.'],
      partitionIndex: ['int32', 'The number of the partition.'],
      controllerEpoch: ['int32', 'The epoch of the controller that last changed the leader or the in-sync replicas.'],
      leader: ['int32 (brokerId)', 'The broker that leads the partition; -1 while it has no leader, -2 while its topic is being deleted.'],
      leaderEpoch: ['int32', 'Goes up with each change of leader.'],
      isr: ['[]int32 (brokerId)', 'The replicas that are in sync with the leader.'],
      zkVersion: ['int32', 'Goes up with each change of the partition: the version of its state in ZooKeeper.'],
      replicas: ['[]int32 (brokerId)', 'The brokers that have the partition, the preferred leader first.'],
      offlineReplicas: ['[]int32 v4+ ignorable (brokerId)', 'The replicas that are down.'],
    },
  },
  request: {
    controllerId: ['int32 (brokerId)', 'The controller that sends this.'],
    isKRaftController: ['bool v8+', 'Whether that is a KRaft controller: during the migration from ZooKeeper.'],
    type: ['int8 v8+ tag 0', '1: only what has changed. 2: all there is. 0: not told.'],
    controllerEpoch: ['int32', 'The epoch of the controller; a broker that knows a later one refuses this.'],
    brokerEpoch: ['int64 v5+ ignorable = -1', 'The epoch of the receiving broker, so that nothing reaches it that was meant for it before it started anew; -1 for no check.'],
    ungroupedPartitionStates: ['[]PartitionState v0-4', 'The partitions, each with the name of its topic.'],
    topicStates: ['[]TopicState v5+', 'The partitions, by topic.', {
      topicName: ['string (topicName)', 'The name of the topic.'],
      topicId: ['uuid v7+ ignorable', 'The id of the topic.'],
      partitionStates: ['[]PartitionState', 'The partitions of the topic.'],
    }],
    liveBrokers: ['[]Broker', 'The brokers that are up.', {
      id: ['int32 (brokerId)', 'The id of the broker.'],
      v0Host: ['string v0 ignorable', 'Where the broker listens: a host name or an address.'],
      v0Port: ['int32 v0 ignorable', 'The port it listens on.'],
      endpoints: ['[]Endpoint v1+ ignorable', 'Where the broker listens.', {
        port: ['int32', 'The port.'],
        host: ['string', 'A host name or an address.'],
        listener: ['string v3+ ignorable', 'The name of the listener.'],
        securityProtocol: ['int16', '0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL.'],
      }],
      rack: ['string? v2+ ignorable', 'The rack the broker is in; null when it was not told.'],
    }],
  },
  response: {
    errorCode: ['int16', '0, or what went wrong.'],
  },
};
