import type { ApiSchema } from '@k/tool-codegen';

export const describeLogDirs: ApiSchema = {
  key: 35,
  name: 'DescribeLogDirs',
  target: 'the broker that has the directories',
  about: 'Tells which replicas are in which log directory of a broker, and how large they are (KIP-113).',
  versions: {
    0: 'The first.',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
    3: 'The response gains an error of its own.',
    4: 'totalBytes and usableBytes (KIP-827).',
    5: 'isCordoned (KIP-1066).',
  },
  flexible: 2,
  request: {
    topics: ['[]DescribableLogDirTopic?', 'The replicas to tell about; null for all.', {
      topic: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]int32', 'The partitions to tell about.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16 v3+ ignorable', '0, or why nothing at all could be told.'],
    results: ['[]Result', 'The directories.', {
      errorCode: ['int16', '0, or what is wrong with the directory: KAFKA_STORAGE_ERROR when it is offline.'],
      logDir: ['string', 'The directory, as an absolute path.'],
      topics: ['[]Topic', 'What is in it, by topic.', {
        name: ['string (topicName)', 'The name of the topic.'],
        partitions: ['[]Partition', 'What is in it, by partition.', {
          partitionIndex: ['int32', 'The number of the partition.'],
          partitionSize: ['int64', 'The size of the log, in bytes.'],
          offsetLag: ['int64', 'By how many offsets the log is behind the high watermark or, when isFutureKey, behind the log it shall replace.'],
          isFutureKey: ['bool', 'Whether the log is a copy that is being made for AlterReplicaLogDirs, to replace the present one.'],
        }],
      }],
      totalBytes: ['int64 v4+ ignorable = -1', 'The size of the volume that the directory is on, in bytes; -1 when not told.'],
      usableBytes: ['int64 v4+ ignorable = -1', 'How much of that is free, in bytes; -1 when not told.'],
      isCordoned: ['bool v5+ ignorable', 'Whether the directory takes no new replicas.'],
    }],
  },
};
