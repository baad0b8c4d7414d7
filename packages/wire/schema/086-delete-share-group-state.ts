import type { ApiSchema } from '@k/tool-codegen';

export const deleteShareGroupState: ApiSchema = {
  key: 86,
  name: 'DeleteShareGroupState',
  target: 'the share coordinator of every partition in it (FindCoordinator, type 2), from the group coordinator',
  about: 'Deletes the stored state of partitions for a share group.',
  versions: {
    0: 'The first and only one so far (KIP-932).',
  },
  flexible: 0,
  request: {
    groupId: ['string', 'The id of the group.'],
    topics: ['[]DeleteStateData', 'What to delete, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]PartitionData', 'What to delete, by partition.', {
        partition: ['int32', 'The number of the partition.'],
      }],
    }],
  },
  response: {
    results: ['[]DeleteStateResult', 'The outcome, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]PartitionResult', 'The outcome, by partition.', {
        partition: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
      }],
    }],
  },
};
