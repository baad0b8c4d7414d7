import type { ApiSchema } from '@k/tool-codegen';

export const updateFeatures: ApiSchema = {
  key: 57,
  name: 'UpdateFeatures',
  target: 'the active controller (any broker forwards it)',
  about: 'Raises or lowers the levels of features for the whole cluster.',
  versions: {
    0: 'The first (KIP-584).',
    1: 'upgradeType takes the place of allowDowngrade; validateOnly (KIP-778).',
    2: 'All updates succeed or fail together: the response no longer has results.',
  },
  flexible: 0,
  request: {
    timeoutMs: ['int32 = 60000', 'How long to wait until the update is done, in ms.'],
    featureUpdates: ['[]FeatureUpdateKey', 'The features to change.', {
      feature: ['string key', 'The name of the feature.'],
      maxVersionLevel: ['int16', 'The level it shall have; below 1 to switch it off.'],
      allowDowngrade: ['bool v0', 'Whether the level may become lower.'],
      upgradeType: ['int8 v1+ = 1', '1: the level may only rise; 2: it may be lowered if nothing is lost; 3: it may be lowered even then.'],
    }],
    validateOnly: ['bool v1+', 'Whether only to check that it could be done.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or why nothing at all was changed.'],
    errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
    results: ['[]UpdatableFeatureResult v0-1 ignorable', 'The outcome, by feature.', {
      feature: ['string key', 'The name of the feature.'],
      errorCode: ['int16', '0, or what went wrong with the feature.'],
      errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
    }],
  },
};
