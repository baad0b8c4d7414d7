import type { ApiSchema } from '@k/tool-codegen';

export const initializeShareGroupState: ApiSchema = {
  key: 83,
  name: 'InitializeShareGroupState',
  target: 'the share coordinator of every partition in it (FindCoordinator, type 2), from the group coordinator',
  about: 'Creates the stored state of partitions for a share group, or starts it anew.',
  versions: {
    0: 'The first and only one so far (KIP-932).',
  },
  flexible: 0,
  request: {
    groupId: ['string', 'The id of the group.'],
    topics: ['[]InitializeStateData', 'What to create, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]PartitionData', 'What to create, by partition.', {
        partition: ['int32', 'The number of the partition.'],
        stateEpoch: ['int32', 'Goes up each time the state is started anew.'],
        startOffset: ['int64', 'Where to begin to deliver; -1 when that is not settled yet.'],
      }],
    }],
  },
  response: {
    results: ['[]InitializeStateResult', 'The outcome, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]PartitionResult', 'The outcome, by partition.', {
        partition: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
      }],
    }],
  },
};
