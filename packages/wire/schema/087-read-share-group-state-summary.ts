import type { ApiSchema } from '@k/tool-codegen';

export const readShareGroupStateSummary: ApiSchema = {
  key: 87,
  name: 'ReadShareGroupStateSummary',
  target: 'the share coordinator of every partition in it (FindCoordinator, type 2), from the group coordinator',
  about: 'Reads the stored state of partitions for a share group without the states of single records.',
  versions: {
    0: 'The first (KIP-932).',
    1: 'The response gains deliveryCompleteCount (KIP-1226).',
  },
  flexible: 0,
  request: {
    groupId: ['string', 'The id of the group.'],
    topics: ['[]ReadStateSummaryData', 'What to read, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]PartitionData', 'What to read, by partition.', {
        partition: ['int32', 'The number of the partition.'],
        leaderEpoch: ['int32', 'The leader epoch that the sender knows; -1 when unknown.'],
      }],
    }],
  },
  response: {
    results: ['[]ReadStateSummaryResult', 'What was read, by topic.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]PartitionResult', 'What was read, by partition.', {
        partition: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
        stateEpoch: ['int32', 'Goes up each time the state is started anew.'],
        leaderEpoch: ['int32', 'The latest leader epoch of the partition that the state was stored or read in.'],
        startOffset: ['int64', 'Before this offset, all records are done with; -1 when that is not settled yet.'],
        deliveryCompleteCount: ['int32 v1+ ignorable = -1', 'How many records from startOffset on are done with and will not be delivered again; -1 when unknown.'],
      }],
    }],
  },
};
