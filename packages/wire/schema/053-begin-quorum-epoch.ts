import type { ApiSchema } from '@k/tool-codegen';

export const beginQuorumEpoch: ApiSchema = {
  key: 53,
  name: 'BeginQuorumEpoch',
  target: 'the other voters of the KRaft quorum, from the new leader',
  about: 'A new leader of the KRaft quorum makes itself known, and repeats that to voters that do not fetch from it.',
  versions: {
    0: 'The first (KIP-595).',
    1: 'Flexible; voters are told apart by their directory too; both sides tell where the leader is (KIP-853).',
  },
  flexible: 1,
  request: {
    clusterId: ['string? = null', 'The cluster the sender believes to be in, for a check; null for none.'],
    voterId: ['int32 v1+ ignorable (brokerId) = -1', 'The voter that the request is meant for; -1 for no check.'],
    topics: ['[]TopicData', 'What the sender leads.', {
      topicName: ['string (topicName)', 'The topic of the quorum: always __cluster_metadata.'],
      partitions: ['[]PartitionData', 'Its partition: always 0.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        voterDirectoryId: ['uuid v1+ ignorable', 'The metadata directory of the voter that the request is meant for; zero for no check.'],
        leaderId: ['int32 (brokerId)', 'The new leader, which is the sender.'],
        leaderEpoch: ['int32', 'The epoch that it leads in.'],
      }],
    }],
    leaderEndpoints: ['[]LeaderEndpoint v1+ ignorable', 'Where the leader listens.', {
      name: ['string key', 'The name of the listener.'],
      host: ['string', 'Where the controller listens: a host name or an address.'],
      port: ['uint16', 'The port it listens on.'],
    }],
  },
  response: {
    errorCode: ['int16', '0, or why nothing at all was done.'],
    topics: ['[]TopicData', 'The outcome.', {
      topicName: ['string (topicName)', 'The topic of the quorum: always __cluster_metadata.'],
      partitions: ['[]PartitionData', 'Its partition: always 0.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        leaderId: ['int32 (brokerId)', 'The leader that the voter knows; -1 when it knows none.'],
        leaderEpoch: ['int32', 'The latest epoch that the voter knows.'],
      }],
    }],
    nodeEndpoints: ['[]NodeEndpoint v1+ tag 0', 'Where the leader is that is named in the partitions.', {
      nodeId: ['int32 key (brokerId)', 'The id of the node.'],
      host: ['string', 'Where the node listens: a host name or an address.'],
      port: ['uint16', 'The port it listens on.'],
    }],
  },
};
