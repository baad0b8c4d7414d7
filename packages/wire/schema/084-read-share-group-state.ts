import type { ApiSchema } from '@k/tool-codegen';

export const readShareGroupState: ApiSchema = {
  key: 84,
  name: 'ReadShareGroupState',
  target: 'the share coordinator of every partition in it (FindCoordinator, type 2), from the leader of the partition',
  about: 'Reads the stored state of partitions for a share group.',
  versions: {
    0: 'The first and only one so far (KIP-932).',
  },
  flexible: 0,
  request: {
    groupId: ['string', 'The id of the group.'],
    topics: ['[]ReadStateData', 'What to read, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]PartitionData', 'What to read, by partition.', {
        partition: ['int32', 'The number of the partition.'],
        leaderEpoch: ['int32', 'The epoch in which the sender leads the partition.'],
      }],
    }],
  },
  response: {
    results: ['[]ReadStateResult', 'What was read, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]PartitionResult', 'What was read, by partition.', {
        partition: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
        stateEpoch: ['int32', 'Goes up each time the state is started anew.'],
        startOffset: ['int64', 'Before this offset, all records are done with; -1 when that is not settled yet.'],
        stateBatches: ['[]StateBatch', 'The states of the records from startOffset on.', {
          firstOffset: ['int64', 'The offset of the first record with this state.'],
          lastOffset: ['int64', 'The offset of the last record with this state.'],
          deliveryState: ['int8', '0 available, 2 acknowledged, 4 given up.'],
          deliveryCount: ['int16', 'How many times they have been delivered.'],
        }],
      }],
    }],
  },
};
