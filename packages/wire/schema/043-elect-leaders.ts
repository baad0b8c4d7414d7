import type { ApiSchema } from '@k/tool-codegen';

export const electLeaders: ApiSchema = {
  key: 43,
  name: 'ElectLeaders',
  target: 'the controller (any broker forwards it, since Kafka 3)',
  about: 'Has the leaders of partitions elected anew.',
  versions: {
    0: 'Elects the preferred replica only (KIP-183).',
    1: 'electionType; the response gains an error of its own (KIP-460).',
    2: 'Flexible.',
  },
  flexible: 2,
  request: {
    electionType: ['int8 v1+', '0: the preferred replica shall lead, if it is in sync. 1: where nobody leads, any live replica shall, even if records are lost (unclean).'],
    topicPartitions: ['[]TopicPartitions?', 'The partitions to elect leaders for; null for all.', {
      topic: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]int32', 'The partitions of the topic.'],
    }],
    timeoutMs: ['int32 = 60000', 'How long to wait until the leaders are elected, in ms.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16 v1+', '0, or why nothing at all was done.'],
    replicaElectionResults: ['[]ReplicaElectionResult', 'The outcome, by topic.', {
      topic: ['string (topicName)', 'The name of the topic.'],
      partitionResult: ['[]PartitionResult', 'The outcome, by partition.', {
        partitionId: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition; ELECTION_NOT_NEEDED when the leader was right.'],
        errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
      }],
    }],
  },
};
