import type { ApiSchema } from '@k/tool-codegen';

export const expireDelegationToken: ApiSchema = {
  key: 40,
  name: 'ExpireDelegationToken',
  target: 'any broker (changes are made by the controller)',
  about: 'Ends a delegation token, or sets when it ends.',
  versions: {
    0: 'The first (KIP-48).',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
  },
  flexible: 2,
  request: {
    hmac: ['bytes', 'The HMAC of the token, which tells which one is meant.'],
    expiryTimePeriodMs: ['int64', 'After how long the token shall end, in ms; -1 for at once.'],
  },
  response: {
    errorCode: ['int16', '0, or what went wrong.'],
    expiryTimestampMs: ['int64', 'When the token ends, in ms since 1970.'],
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
  },
};
