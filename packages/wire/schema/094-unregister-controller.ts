import type { ApiSchema } from '@k/tool-codegen';

export const unregisterController: ApiSchema = {
  key: 94,
  name: 'UnregisterController',
  target: 'the active controller (any broker forwards it)',
  about: 'Makes the cluster forget a controller that will not come back.',
  versions: {
    0: 'The first and only one so far (KIP-1312).',
  },
  flexible: 0,
  request: {
    controllerId: ['int32', 'The controller to forget.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
  },
};
