import type { ApiSchema } from '@k/tool-codegen';

export const saslHandshake: ApiSchema = {
  key: 17,
  name: 'SaslHandshake',
  target: 'any broker',
  about: 'Chooses a SASL mechanism, first thing on a new connection (after ApiVersions).',
  versions: {
    0: 'The tokens follow as bare bytes with a size before them.',
    1: 'The tokens follow in SaslAuthenticate requests (KIP-152).',
  },
  flexible: 'never',
  request: {
    mechanism: ['string', 'The SASL mechanism wanted, e.g. SCRAM-SHA-256.'],
  },
  response: {
    errorCode: ['int16', '0, or what went wrong.'],
    mechanisms: ['[]string', 'The mechanisms the broker offers.'],
  },
};
