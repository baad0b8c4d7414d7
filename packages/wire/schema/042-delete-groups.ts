import type { ApiSchema } from '@k/tool-codegen';

export const deleteGroups: ApiSchema = {
  key: 42,
  name: 'DeleteGroups',
  target: 'the group coordinator',
  about: 'Deletes groups without members, with their offsets (KIP-229).',
  versions: {
    0: 'The first.',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
    3: 'errorMessage; GROUP_DELETION_FAILED may be answered.',
  },
  flexible: 2,
  request: {
    groupsNames: ['[]string (groupId)', 'The ids of the groups to delete.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    results: ['[]DeletableGroupResult', 'The outcome, by group.', {
      groupId: ['string key (groupId)', 'The id of the group.'],
      errorCode: ['int16', '0, or why the group could not be deleted.'],
      errorMessage: ['string? v3+ ignorable = null', "What went wrong, in the broker's words; null when nothing did."],
    }],
  },
};
