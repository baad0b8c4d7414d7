import type { ApiSchema } from '@k/tool-codegen';

export const createPartitions: ApiSchema = {
  key: 37,
  name: 'CreatePartitions',
  target: 'the controller (any broker forwards it, since Kafka 3)',
  about: 'Gives topics more partitions (KIP-195). There is no way to have fewer.',
  versions: {
    0: 'The first.',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
    3: 'THROTTLING_QUOTA_EXCEEDED may be answered (KIP-599).',
  },
  flexible: 2,
  request: {
    topics: ['[]Topic', 'The topics to enlarge.', {
      name: ['string key (topicName)', 'The name of the topic.'],
      count: ['int32', 'How many partitions the topic shall have in all.'],
      assignments: ['[]Assignment?', 'Which brokers shall have which new partition, in the order of their numbers; null to leave it to the controller.', {
        brokerIds: ['[]int32 (brokerId)', 'The brokers, the preferred leader first.'],
      }],
    }],
    timeoutMs: ['int32', 'How long to wait until the partitions are there, in ms.'],
    validateOnly: ['bool', 'Whether only to check that they could be created.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    results: ['[]TopicResult', 'The outcome, by topic.', {
      name: ['string (topicName)', 'The name of the topic.'],
      errorCode: ['int16', '0, or what went wrong with the topic.'],
      errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
    }],
  },
};
