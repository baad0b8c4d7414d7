import type { ApiSchema } from '@k/tool-codegen';

export const endQuorumEpoch: ApiSchema = {
  key: 54,
  name: 'EndQuorumEpoch',
  target: 'the other voters of the KRaft quorum, from the leader',
  about: 'The leader of the KRaft quorum resigns, so that the others need not wait until they miss it.',
  versions: {
    0: 'The first (KIP-595).',
    1: 'Flexible; preferredCandidates takes the place of preferredSuccessors; both sides tell where the leader is (KIP-853).',
  },
  flexible: 1,
  request: {
    clusterId: ['string? = null', 'The cluster the sender believes to be in, for a check; null for none.'],
    topics: ['[]TopicData', 'What the sender resigns from.', {
      topicName: ['string (topicName)', 'The topic of the quorum: always __cluster_metadata.'],
      partitions: ['[]PartitionData', 'Its partition: always 0.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        leaderId: ['int32 (brokerId)', 'The leader that resigns, which is the sender.'],
        leaderEpoch: ['int32', 'The epoch that it led in.'],
        preferredSuccessors: ['[]int32 v0 ignorable', 'Who should stand for election, the one with the most of the log first.'],
        preferredCandidates: ['[]ReplicaInfo v1+ ignorable', 'Who should stand for election, the one with the most of the log first.', {
          candidateId: ['int32 (brokerId)', 'The id of the voter.'],
          candidateDirectoryId: ['uuid', 'The metadata directory of the voter.'],
        }],
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
