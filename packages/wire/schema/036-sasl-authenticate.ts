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
    authBytes: ['bytes', "The client's token, as the mechanism defines it."],
  },
  response: {
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
    authBytes: ['bytes', "The broker's token, as the mechanism defines it."],
    sessionLifetimeMs: ['int64 v1+ ignorable', 'After how long the client has to authenticate again, in ms; 0 for never.'],
  },
};
