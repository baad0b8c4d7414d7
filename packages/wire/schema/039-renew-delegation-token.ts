import type { ApiSchema } from '@k/tool-codegen';

export const renewDelegationToken: ApiSchema = {
  key: 39,
  name: 'RenewDelegationToken',
  target: 'any broker (changes are made by the controller)',
  about: 'Lets a delegation token live longer.',
  versions: {
    0: 'The first (KIP-48).',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
  },
  flexible: 2,
  request: {
    hmac: ['bytes', 'The HMAC of the token, which tells which one is meant.'],
    renewPeriodMs: ['int64', 'How long the token shall live from now on, in ms, up to its maximum; -1 for as long as the broker is set up to grant.'],
  },
  response: {
    errorCode: ['int16', '0, or what went wrong.'],
    expiryTimestampMs: ['int64', 'When the token ends if it is not renewed, in ms since 1970.'],
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
  },
};
