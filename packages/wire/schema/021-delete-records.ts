import type { ApiSchema } from '@k/tool-codegen';

export const deleteRecords: ApiSchema = {
  key: 21,
  name: 'DeleteRecords',
  target: 'the leader of every partition in it',
  about: 'Deletes the records before an offset (KIP-107).',
  versions: {
    0: 'The first.',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
  },
  flexible: 2,
  request: {
    topics: ['[]Topic', 'What to delete, by topic.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitions: ['[]Partition', 'What to delete, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        offset: ['int64', 'The first offset to keep; -1 for the high watermark: all that can be read goes.'],
      }],
    }],
    timeoutMs: ['int32', 'How long to wait until all replicas have done it, in ms.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    topics: ['[]TopicResult', 'The outcome, by topic.', {
      name: ['string key (topicName)', 'The name of the topic.'],
      partitions: ['[]PartitionResult', 'The outcome, by partition.', {
        partitionIndex: ['int32 key', 'The number of the partition.'],
        lowWatermark: ['int64', 'The first offset that any of the live replicas still has; -1 on an error.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
      }],
    }],
  },
};
