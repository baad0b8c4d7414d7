import type { ApiSchema } from '@k/tool-codegen';

export const deleteShareGroupOffsets: ApiSchema = {
  key: 92,
  name: 'DeleteShareGroupOffsets',
  target: 'the group coordinator',
  about: 'Deletes the offsets of a share group in topics. The group must have no members.',
  versions: {
    0: 'The first and only one so far (KIP-932).',
  },
  flexible: 0,
  request: {
    groupId: ['string (groupId)', 'The id of the group.'],
    topics: ['[]Topic', 'The topics whose offsets to delete.', {
      topicName: ['string (topicName)', 'The name of the topic.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or why nothing at all was deleted.'],
    errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
    responses: ['[]Topic', 'The outcome, by topic.', {
      topicName: ['string (topicName)', 'The name of the topic.'],
      topicId: ['uuid', 'The id of the topic; zero when nobody knows the topic.'],
      errorCode: ['int16', '0, or what went wrong with the topic.'],
      errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
    }],
  },
};
