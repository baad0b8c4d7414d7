import type { ApiSchema } from '@k/tool-codegen';

export const describeUserScramCredentials: ApiSchema = {
  key: 50,
  name: 'DescribeUserScramCredentials',
  target: 'any broker',
  about: 'Tells which users have SCRAM credentials, of which mechanism, with how many iterations (KIP-554). Never the credentials themselves.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  request: {
    users: ['[]UserName?', 'The users to tell about; null or empty for all.', {
      name: ['string', 'The name of the user.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or why nothing at all could be told.'],
    errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
    results: ['[]Result', 'What there is, by user.', {
      user: ['string', 'The name of the user.'],
      errorCode: ['int16', '0, or what went wrong with the user: RESOURCE_NOT_FOUND when there are no credentials.'],
      errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
      credentialInfos: ['[]CredentialInfo', 'The credentials, by mechanism.', {
        mechanism: ['int8', '1 SCRAM-SHA-256, 2 SCRAM-SHA-512; 0 unknown.'],
        iterations: ['int32', 'How many rounds of hashing the password went through.'],
      }],
    }],
  },
};
