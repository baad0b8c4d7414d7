import type { ApiSchema } from '@k/tool-codegen';

export const apiVersions: ApiSchema = {
  key: 18,
  name: 'ApiVersions',
  target: 'any broker',
  about: 'Asks which APIs a broker has, at which versions. The response always has header version 0; to a version it does not know, a broker answers version 0 with UNSUPPORTED_VERSION.',
  versions: {
    0: 'The first.',
    1: 'The response gains throttleTimeMs.',
    2: 'The broker answers before it throttles (KIP-219).',
    3: 'Flexible; name and version of the client software, features of the cluster (KIP-511, KIP-584).',
    4: 'Features with a minimum version of 0 are told too.',
    5: 'The client says which node of which cluster it expects (KIP-1242).',
  },
  flexible: 3,
  request: {
    clientSoftwareName: ['string v3+ ignorable', 'TODO'],
    clientSoftwareVersion: ['string v3+ ignorable', 'TODO'],
    clusterId: ['string? v5+ ignorable = null', 'TODO'],
    nodeId: ['int32 v5+ ignorable = -1', 'TODO'],
  },
  response: {
    errorCode: ['int16', 'TODO'],
    apiKeys: ['[]ApiVersion', 'TODO', {
      apiKey: ['int16 key', 'TODO'],
      minVersion: ['int16', 'TODO'],
      maxVersion: ['int16', 'TODO'],
    }],
    throttleTimeMs: ['int32 v1+ ignorable', 'TODO'],
    supportedFeatures: ['[]SupportedFeatureKey v3+ tag 0 ignorable', 'TODO', {
      name: ['string key', 'TODO'],
      minVersion: ['int16', 'TODO'],
      maxVersion: ['int16', 'TODO'],
    }],
    finalizedFeaturesEpoch: ['int64 v3+ tag 1 ignorable = -1', 'TODO'],
    finalizedFeatures: ['[]FinalizedFeatureKey v3+ tag 2 ignorable', 'TODO', {
      name: ['string key', 'TODO'],
      maxVersionLevel: ['int16', 'TODO'],
      minVersionLevel: ['int16', 'TODO'],
    }],
    zkMigrationReady: ['bool v3+ tag 3 ignorable', 'TODO'],
  },
};
