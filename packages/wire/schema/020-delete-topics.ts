import type { ApiSchema } from '@k/tool-codegen';

export const deleteTopics: ApiSchema = {
  key: 20,
  name: 'DeleteTopics',
  target: 'the controller (any broker forwards it, since Kafka 3)',
  about: 'Deletes topics.',
  versions: {
    0: 'The first.',
    1: 'The response gains throttleTimeMs.',
    2: 'The broker answers before it throttles (KIP-219).',
    3: 'TOPIC_DELETION_DISABLED may be answered.',
    4: 'Flexible.',
    5: 'errorMessage; THROTTLING_QUOTA_EXCEEDED may be answered (KIP-599).',
    6: 'Topics by name or by id (KIP-516).',
  },
  flexible: 4,
  request: {
    topics: ['[]DeleteTopicState v6+', 'TODO', {
      name: ['string? (topicName) = null', 'TODO'],
      topicId: ['uuid', 'TODO'],
    }],
    topicNames: ['[]string v0-5 ignorable (topicName)', 'TODO'],
    timeoutMs: ['int32', 'TODO'],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'TODO'],
    responses: ['[]DeletableTopicResult', 'TODO', {
      name: ['string null v6+ key (topicName)', 'TODO'],
      topicId: ['uuid v6+ ignorable', 'TODO'],
      errorCode: ['int16', 'TODO'],
      errorMessage: ['string? v5+ ignorable = null', 'TODO'],
    }],
  },
};
