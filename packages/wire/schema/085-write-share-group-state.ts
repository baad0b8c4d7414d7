import type { ApiSchema } from '@k/tool-codegen';

export const writeShareGroupState: ApiSchema = {
  key: 85,
  name: 'WriteShareGroupState',
  target: 'the share coordinator of every partition in it (FindCoordinator, type 2), from the leader of the partition',
  about: 'Stores what has changed in the state of partitions for a share group.',
  versions: {
    0: 'The first (KIP-932).',
    1: 'deliveryCompleteCount (KIP-1226).',
  },
  flexible: 0,
  request: {
    groupId: ['string', 'The id of the group.'],
    topics: ['[]WriteStateData', 'What to store, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]PartitionData', 'What to store, by partition.', {
        partition: ['int32', 'The number of the partition.'],
        stateEpoch: ['int32', 'Goes up each time the state is started anew. An older one is refused.'],
        leaderEpoch: ['int32', 'The epoch in which the sender leads the partition.'],
        startOffset: ['int64', 'Before this offset, all records are done with; -1 when that is not stored now.'],
        deliveryCompleteCount: ['int32 v1+ ignorable = -1', 'How many records from startOffset on are done with and will not be delivered again; -1 when unknown.'],
        stateBatches: ['[]StateBatch', 'The states of records that have changed.', {
          firstOffset: ['int64', 'The offset of the first record with this state.'],
          lastOffset: ['int64', 'The offset of the last record with this state.'],
          deliveryState: ['int8', '0 available, 2 acknowledged, 4 given up.'],
          deliveryCount: ['int16', 'How many times they have been delivered.'],
        }],
      }],
    }],
  },
  response: {
    results: ['[]WriteStateResult', 'The outcome, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]PartitionResult', 'The outcome, by partition.', {
        partition: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
      }],
    }],
  },
};
