import type { ApiSchema } from '@k/tool-codegen';

export const describeDelegationToken: ApiSchema = {
  key: 41,
  name: 'DescribeDelegationToken',
  target: 'any broker',
  about: 'Lists the delegation tokens that the user may see.',
  versions: {
    0: 'The first (KIP-48).',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
    3: 'The response tells who asked for the token (KIP-373).',
  },
  flexible: 2,
  request: {
    owners: ['[]Owner?', 'Whose tokens to tell; null for all.', {
      principalType: ['string', 'What kind of name it is, "User" as a rule.'],
      principalName: ['string', 'The name of the user.'],
    }],
  },
  response: {
    errorCode: ['int16', '0, or what went wrong.'],
    tokens: ['[]DescribedDelegationToken', 'The tokens.', {
      principalType: ['string', 'What kind of name it is, "User" as a rule.'],
      principalName: ['string', 'The owner of the token: the user that it logs in.'],
      tokenRequesterPrincipalType: ['string v3+', 'What kind of name it is, "User" as a rule.'],
      tokenRequesterPrincipalName: ['string v3+', 'The user who asked for the token.'],
      issueTimestamp: ['int64', 'When the token was made, in ms since 1970.'],
      expiryTimestamp: ['int64', 'When the token ends if it is not renewed, in ms since 1970.'],
      maxTimestamp: ['int64', 'When the token ends even if it is renewed, in ms since 1970.'],
      tokenId: ['string', 'The id of the token: the user name to log in with, by SCRAM.'],
      hmac: ['bytes', 'The HMAC of the token. In base64, it is the password to log in with.'],
      renewers: ['[]DescribedDelegationTokenRenewer', 'Who else may renew the token.', {
        principalType: ['string', 'What kind of name it is, "User" as a rule.'],
        principalName: ['string', 'The name of the user.'],
      }],
    }],
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
  },
};
