import type { ApiSchema } from '@k/tool-codegen';

export const alterUserScramCredentials: ApiSchema = {
  key: 51,
  name: 'AlterUserScramCredentials',
  target: 'the controller (any broker forwards it, since Kafka 3)',
  about: 'Sets and removes SCRAM credentials of users (KIP-554).',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  request: {
    deletions: ['[]ScramCredentialDeletion', 'The credentials to remove.', {
      name: ['string', 'The name of the user.'],
      mechanism: ['int8', '1 SCRAM-SHA-256, 2 SCRAM-SHA-512; 0 unknown.'],
    }],
    upsertions: ['[]ScramCredentialUpsertion', 'The credentials to set, new or instead of those there are.', {
      name: ['string', 'The name of the user.'],
      mechanism: ['int8', '1 SCRAM-SHA-256, 2 SCRAM-SHA-512; 0 unknown.'],
      iterations: ['int32', 'How many rounds of hashing the password went through: 4096 to 16384.'],
      salt: ['bytes', 'Random bytes, chosen by the client, that the password was hashed with.'],
      saltedPassword: ['bytes', 'The password after hashing (RFC 5802: SaltedPassword), so that the broker never sees it.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    results: ['[]Result', 'The outcome, by user.', {
      user: ['string', 'The name of the user.'],
      errorCode: ['int16', '0, or what went wrong.'],
      errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
    }],
  },
};
