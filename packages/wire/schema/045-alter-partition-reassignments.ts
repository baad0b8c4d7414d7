import type { ApiSchema } from '@k/tool-codegen';

export const alterPartitionReassignments: ApiSchema = {
  key: 45,
  name: 'AlterPartitionReassignments',
  target: 'the controller (any broker forwards it, since Kafka 3)',
  about: 'Moves partitions to other brokers, or calls that off (KIP-455). The answer does not wait for the data.',
  versions: {
    0: 'The first.',
    1: 'allowReplicationFactorChange (KIP-860).',
  },
  flexible: 0,
  request: {
    timeoutMs: ['int32 = 60000', 'How long to wait until the controller has taken it on, in ms.'],
    allowReplicationFactorChange: ['bool v1+ = true', 'Whether a partition may be given more or fewer replicas than it has.'],
    topics: ['[]ReassignableTopic', 'What to move, by topic.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitions: ['[]ReassignablePartition', 'What to move, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        replicas: ['[]int32? (brokerId) = null', 'The brokers that shall have the partition, the preferred leader first; null to call a move off.'],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    allowReplicationFactorChange: ['bool v1+ ignorable = true', 'Whether the number of replicas was allowed to change.'],
    errorCode: ['int16', '0, or why nothing at all was done.'],
    errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
    responses: ['[]ReassignableTopic', 'The outcome, by topic.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitions: ['[]ReassignablePartition', 'The outcome, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
      }],
    }],
  },
};
