import type { ApiSchema } from '@k/tool-codegen';

export const describeQuorum: ApiSchema = {
  key: 55,
  name: 'DescribeQuorum',
  target: 'the leader of the KRaft quorum (any broker forwards it)',
  about: 'Tells who leads the KRaft quorum, who votes in it, and how far each of them has copied the metadata log.',
  versions: {
    0: 'The first (KIP-595).',
    1: 'lastFetchTimestamp and lastCaughtUpTimestamp (KIP-836).',
    2: 'errorMessage, nodes and replicaDirectoryId (KIP-853).',
  },
  flexible: 0,
  structs: {
    ReplicaState: {
      replicaId: ['int32 (brokerId)', 'The id of the node.'],
      replicaDirectoryId: ['uuid v2+', 'Its metadata directory; zero when unknown.'],
      logEndOffset: ['int64', 'The offset after the last record that it has; -1 when unknown.'],
      lastFetchTimestamp: ['int64 v1+ ignorable = -1', 'When it last fetched from the leader, in ms since 1970; -1 for the leader, and when unknown.'],
      lastCaughtUpTimestamp: ['int64 v1+ ignorable = -1', 'When it last had all that the leader had at that time, in ms since 1970; for the leader, now; -1 when unknown.'],
    },
  },
  request: {
    topics: ['[]TopicData', 'The quorum to tell about.', {
      topicName: ['string (topicName)', 'The topic of the quorum: always __cluster_metadata.'],
      partitions: ['[]PartitionData', 'Its partition: always 0.', {
        partitionIndex: ['int32', 'The number of the partition.'],
      }],
    }],
  },
  response: {
    errorCode: ['int16', '0, or why nothing at all could be told.'],
    errorMessage: ['string? v2+ ignorable', "What went wrong, in the broker's words; null when nothing did."],
    topics: ['[]TopicData', 'The quorum.', {
      topicName: ['string (topicName)', 'The topic of the quorum: always __cluster_metadata.'],
      partitions: ['[]PartitionData', 'Its partition: always 0.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong; NOT_LEADER_OR_FOLLOWER when another one leads.'],
        errorMessage: ['string? v2+ ignorable', "What went wrong, in the broker's words; null when nothing did."],
        leaderId: ['int32 (brokerId)', 'The controller that leads the quorum; -1 when unknown.'],
        leaderEpoch: ['int32', 'The latest epoch known.'],
        highWatermark: ['int64', 'The offset after the last record that is committed; -1 when unknown.'],
        currentVoters: ['[]ReplicaState', 'Who votes, the leader included.'],
        observers: ['[]ReplicaState', 'Who copies the log without a vote: brokers, and controllers that are no voters.'],
      }],
    }],
    nodes: ['[]Node v2+', 'Where the voters listen.', {
      nodeId: ['int32 key (brokerId)', 'The id of the voter.'],
      listeners: ['[]Listener', 'Its listeners.', {
        name: ['string key', 'The name of the listener.'],
        host: ['string', 'Where the controller listens: a host name or an address.'],
        port: ['uint16', 'The port it listens on.'],
      }],
    }],
  },
};
