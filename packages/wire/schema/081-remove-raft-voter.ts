import type { ApiSchema } from '@k/tool-codegen';

export const removeRaftVoter: ApiSchema = {
  key: 81,
  name: 'RemoveRaftVoter',
  target: 'the leader of the KRaft quorum (any broker forwards it)',
  about: 'Takes a voter out of the KRaft quorum.',
  versions: {
    0: 'The first and only one so far (KIP-853).',
  },
  flexible: 0,
  request: {
    clusterId: ['string?', 'The cluster the sender believes to be in, for a check; null for none.'],
    voterId: ['int32', 'The voter to take out.'],
    voterDirectoryId: ['uuid', 'The metadata directory of that voter.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string? ignorable', "What went wrong, in the broker's words; null when nothing did."],
  },
};
