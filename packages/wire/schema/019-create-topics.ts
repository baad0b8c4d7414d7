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
    topics: ['[]CreatableTopic', 'The topics to create.', {
      name: ['string key (topicName)', 'The name of the topic.'],
      numPartitions: ['int32', "The number of partitions; -1 for the broker's default, or with assignments."],
      replicationFactor: ['int16', "The number of replicas; -1 for the broker's default, or with assignments."],
      assignments: ['[]CreatableReplicaAssignment', 'Which brokers shall have which partition; empty to leave it to the controller.', {
        partitionIndex: ['int32 key', 'The number of the partition.'],
        brokerIds: ['[]int32 (brokerId)', 'The brokers, the preferred leader first.'],
      }],
      configs: ['[]CreatableTopicConfig', "Settings that differ from the broker's.", {
        name: ['string key', 'The name of the setting, e.g. cleanup.policy.'],
        value: ['string?', 'Its value.'],
      }],
    }],
    timeoutMs: ['int32 = 60000', 'How long to wait until the topics are there, in ms.'],
    validateOnly: ['bool v1+', 'Whether only to check that they could be created.'],
  },
  response: {
    throttleTimeMs: ['int32 v2+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    topics: ['[]CreatableTopicResult', 'The outcome, by topic.', {
      name: ['string key (topicName)', 'The name of the topic.'],
      topicId: ['uuid v7+ ignorable', 'The id of the topic.'],
      errorCode: ['int16', '0, or what went wrong with the topic.'],
      errorMessage: ['string? v1+ ignorable', "What went wrong, in the broker's words; null when nothing did."],
      topicConfigErrorCode: ['int16 v5+ tag 0 ignorable', 'Why configs is missing, e.g. TOPIC_AUTHORIZATION_FAILED; else 0.'],
      numPartitions: ['int32 v5+ ignorable = -1', 'How many partitions it has; -1 when not told.'],
      replicationFactor: ['int16 v5+ ignorable = -1', 'How many replicas it has; -1 when not told.'],
      configs: ['[]CreatableTopicConfigs? v5+ ignorable', "The topic's settings.", {
        name: ['string', 'The name of the setting, e.g. cleanup.policy.'],
        value: ['string?', 'Its value; null when it is a secret.'],
        readOnly: ['bool', 'Whether it cannot be changed.'],
        configSource: ['int8 ignorable = -1', "Where it comes from: 1 topic, 2 broker, 3 all brokers, 4 broker's file, 5 default; -1 unknown."],
        isSensitive: ['bool', 'Whether it is a secret.'],
      }],
    }],
  },
};
