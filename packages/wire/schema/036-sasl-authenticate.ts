import type { ApiSchema } from '@k/tool-codegen';

export const saslAuthenticate: ApiSchema = {
  key: 36,
  name: 'SaslAuthenticate',
  target: 'any broker',
  about: 'Carries one SASL token to the broker and one back, after SaslHandshake v1 (KIP-152).',
  versions: {
    0: 'The first.',
    1: 'sessionLifetimeMs: when to authenticate again (KIP-368).',
    2: 'Flexible.',
  },
  flexible: 2,
  request: {
    authBytes: ['bytes', 'TODO'],
  },
  response: {
    errorCode: ['int16', 'TODO'],
    errorMessage: ['string?', 'TODO'],
    authBytes: ['bytes', 'TODO'],
    sessionLifetimeMs: ['int64 v1+ ignorable', 'TODO'],
  },
};
