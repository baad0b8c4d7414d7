import type { ApiSchema } from '@k/tool-codegen';

export const createDelegationToken: ApiSchema = {
  key: 38,
  name: 'CreateDelegationToken',
  target: 'any broker (changes are made by the controller)',
  about: 'Creates a delegation token, with which others can log in as its owner (KIP-48).',
  versions: {
    0: 'The first.',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
    3: 'A token may be made for another user (KIP-373).',
  },
  flexible: 2,
  request: {
    ownerPrincipalType: ['string? v3+', 'The kind of user to make the token for, "User" as a rule; null for the user who asks.'],
    ownerPrincipalName: ['string? v3+', 'The user to make the token for; null for the user who asks.'],
    renewers: ['[]CreatableRenewers', 'Who else may renew the token.', {
      principalType: ['string', 'What kind of name it is, "User" as a rule.'],
      principalName: ['string', 'The name of the user.'],
    }],
    maxLifetimeMs: ['int64', 'For how long the token can be renewed at most, in ms from now; -1 for as long as the broker allows.'],
  },
  response: {
    errorCode: ['int16', '0, or what went wrong.'],
    principalType: ['string', 'What kind of name it is, "User" as a rule.'],
    principalName: ['string', 'The owner of the token: the user that it logs in.'],
    tokenRequesterPrincipalType: ['string v3+', 'What kind of name it is, "User" as a rule.'],
    tokenRequesterPrincipalName: ['string v3+', 'The user who asked for the token.'],
    issueTimestampMs: ['int64', 'When the token was made, in ms since 1970.'],
    expiryTimestampMs: ['int64', 'When the token ends if it is not renewed, in ms since 1970.'],
    maxTimestampMs: ['int64', 'When the token ends even if it is renewed, in ms since 1970.'],
    tokenId: ['string', 'The id of the token: the user name to log in with, by SCRAM.'],
    hmac: ['bytes', 'The HMAC of the token. In base64, it is the password to log in with.'],
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
  },
};
