import type { ApiSchema } from '@k/tool-codegen';

export const createTopics: ApiSchema = {
  key: 19,
  name: 'CreateTopics',
  target: 'the controller (any broker forwards it, since Kafka 3)',
  about: 'Creates topics.',
  versions: {
    0: 'The first.',
    1: 'validateOnly; errorMessage.',
    2: 'The response gains throttleTimeMs.',
    3: 'The broker answers before it throttles (KIP-219).',
    4: "-1 partitions or replicas: the broker's default (KIP-464).",
    5: 'Flexible; the response tells how the topic was made (KIP-525).',
    6: 'THROTTLING_QUOTA_EXCEEDED may be answered (KIP-599).',
    7: 'The response gains topicId (KIP-516).',
  },
  flexible: 5,
  request: {
    topics: ['[]CreatableTopic', 'TODO', {
      name: ['string key (topicName)', 'TODO'],
      numPartitions: ['int32', 'TODO'],
      replicationFactor: ['int16', 'TODO'],
      assignments: ['[]CreatableReplicaAssignment', 'TODO', {
        partitionIndex: ['int32 key', 'TODO'],
        brokerIds: ['[]int32 (brokerId)', 'TODO'],
      }],
      configs: ['[]CreatableTopicConfig', 'TODO', {
        name: ['string key', 'TODO'],
        value: ['string?', 'TODO'],
      }],
    }],
    timeoutMs: ['int32 = 60000', 'TODO'],
    validateOnly: ['bool v1+', 'TODO'],
  },
  response: {
    throttleTimeMs: ['int32 v2+ ignorable', 'TODO'],
    topics: ['[]CreatableTopicResult', 'TODO', {
      name: ['string key (topicName)', 'TODO'],
      topicId: ['uuid v7+ ignorable', 'TODO'],
      errorCode: ['int16', 'TODO'],
      errorMessage: ['string? v1+ ignorable', 'TODO'],
      topicConfigErrorCode: ['int16 v5+ tag 0 ignorable', 'TODO'],
      numPartitions: ['int32 v5+ ignorable = -1', 'TODO'],
      replicationFactor: ['int16 v5+ ignorable = -1', 'TODO'],
      configs: ['[]CreatableTopicConfigs? v5+ ignorable', 'TODO', {
        name: ['string', 'TODO'],
        value: ['string?', 'TODO'],
        readOnly: ['bool', 'TODO'],
        configSource: ['int8 ignorable = -1', 'TODO'],
        isSensitive: ['bool', 'TODO'],
      }],
    }],
  },
};
