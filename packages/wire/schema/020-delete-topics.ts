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
    topics: ['[]DeleteTopicState v6+', 'The topics to delete.', {
      name: ['string? (topicName) = null', 'The name of the topic; null to name it by id.'],
      topicId: ['uuid', 'The id of the topic; zero to name it by name.'],
    }],
    topicNames: ['[]string v0-5 ignorable (topicName)', 'The topics to delete, by name.'],
    timeoutMs: ['int32', 'How long to wait until the topics are gone, in ms.'],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    responses: ['[]DeletableTopicResult', 'The outcome, by topic.', {
      name: ['string null v6+ key (topicName)', 'The name of the topic; null when it was named by an id that nobody knows.'],
      topicId: ['uuid v6+ ignorable', 'The id of the topic.'],
      errorCode: ['int16', '0, or what went wrong.'],
      errorMessage: ['string? v5+ ignorable = null', "What went wrong, in the broker's words; null when nothing did."],
    }],
  },
};
