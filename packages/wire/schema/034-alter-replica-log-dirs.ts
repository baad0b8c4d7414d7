import type { ApiSchema } from '@k/tool-codegen';

export const alterReplicaLogDirs: ApiSchema = {
  key: 34,
  name: 'AlterReplicaLogDirs',
  target: 'the broker that has the replicas',
  about: 'Moves replicas from one log directory of a broker to another (KIP-113). The answer does not wait for the data.',
  versions: {
    0: 'The first.',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
  },
  flexible: 2,
  request: {
    dirs: ['[]AlterReplicaLogDir', 'What to move, by directory.', {
      path: ['string key', 'The directory to move to, as an absolute path.'],
      topics: ['[]AlterReplicaLogDirTopic', 'What to move there, by topic.', {
        name: ['string key (topicName)', 'The name of the topic.'],
        partitions: ['[]int32', 'The partitions to move.'],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    results: ['[]AlterReplicaLogDirTopicResult', 'The outcome, by topic.', {
      topicName: ['string (topicName)', 'The name of the topic.'],
      partitions: ['[]AlterReplicaLogDirPartitionResult', 'The outcome, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
      }],
    }],
  },
};
