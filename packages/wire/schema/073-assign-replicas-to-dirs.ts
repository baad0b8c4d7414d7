import type { ApiSchema } from '@k/tool-codegen';

export const assignReplicasToDirs: ApiSchema = {
  key: 73,
  name: 'AssignReplicasToDirs',
  target: 'the active controller, from a broker',
  about: 'A broker tells which of its log directories its replicas are in.',
  versions: {
    0: 'The first and only one so far (KIP-858).',
  },
  flexible: 0,
  request: {
    brokerId: ['int32 (brokerId)', 'The broker that tells.'],
    brokerEpoch: ['int64 = -1', 'The epoch that the broker got when it registered.'],
    directories: ['[]DirectoryData', 'What is where, by directory.', {
      id: ['uuid', 'The id of the directory.'],
      topics: ['[]TopicData', 'What is in it, by topic.', {
        topicId: ['uuid', 'The id of the topic.'],
        partitions: ['[]PartitionData', 'What is in it, by partition.', {
          partitionIndex: ['int32', 'The number of the partition.'],
        }],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or why nothing at all was taken in.'],
    directories: ['[]DirectoryData', 'The outcome, by directory.', {
      id: ['uuid', 'The id of the directory.'],
      topics: ['[]TopicData', 'The outcome, by topic.', {
        topicId: ['uuid', 'The id of the topic.'],
        partitions: ['[]PartitionData', 'The outcome, by partition.', {
          partitionIndex: ['int32', 'The number of the partition.'],
          errorCode: ['int16', '0, or what went wrong with the partition.'],
        }],
      }],
    }],
  },
};
