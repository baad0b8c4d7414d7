import type { ApiSchema } from '@k/tool-codegen';

export const vote: ApiSchema = {
  key: 52,
  name: 'Vote',
  target: 'the other voters of the KRaft quorum, from the one that stands for election',
  about: 'Asks the voters of the KRaft quorum for their vote, so as to become its leader.',
  versions: {
    0: 'The first (KIP-595).',
    1: 'Voters are told apart by their directory too; the response tells where the leader is (KIP-853).',
    2: 'preVote: asks whether there would be a vote, before the epoch is raised (KIP-996).',
  },
  flexible: 0,
  request: {
    clusterId: ['string? = null', 'The cluster the sender believes to be in, for a check; null for none.'],
    voterId: ['int32 v1+ ignorable (brokerId) = -1', 'The voter that the request is meant for; -1 for no check.'],
    topics: ['[]TopicData', 'What the election is about.', {
      topicName: ['string (topicName)', 'The topic of the quorum: always __cluster_metadata.'],
      partitions: ['[]PartitionData', 'Its partition: always 0.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        replicaEpoch: ['int32', 'The epoch that the candidate wants to lead in; with preVote, the one it is in.'],
        replicaId: ['int32 (brokerId)', 'The candidate.'],
        replicaDirectoryId: ['uuid v1+ ignorable', 'The metadata directory of the candidate; zero when unknown.'],
        voterDirectoryId: ['uuid v1+ ignorable', 'The metadata directory of the voter that the request is meant for; zero for no check.'],
        lastOffsetEpoch: ['int32', "The leader epoch of the last record in the candidate's log."],
        lastOffset: ['int64', "The offset after the last record in the candidate's log."],
        preVote: ['bool v2+', 'Whether only to ask if the vote would be given; nobody has to remember that.'],
      }],
    }],
  },
  response: {
    errorCode: ['int16', '0, or why nothing at all was decided.'],
    topics: ['[]TopicData', 'The outcome.', {
      topicName: ['string (topicName)', 'The topic of the quorum: always __cluster_metadata.'],
      partitions: ['[]PartitionData', 'Its partition: always 0.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        leaderId: ['int32 (brokerId)', 'The leader that the voter knows; -1 when it knows none.'],
        leaderEpoch: ['int32', 'The latest epoch that the voter knows.'],
        voteGranted: ['bool', 'Whether the candidate gets the vote.'],
      }],
    }],
    nodeEndpoints: ['[]NodeEndpoint v1+ tag 0', 'Where the leader is that is named in the partitions.', {
      nodeId: ['int32 key (brokerId)', 'The id of the node.'],
      host: ['string', 'Where the node listens: a host name or an address.'],
      port: ['uint16', 'The port it listens on.'],
    }],
  },
};
