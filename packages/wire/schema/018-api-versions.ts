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
    clientSoftwareName: ['string v3+ ignorable', 'The name of the client library: letters, digits, dots and dashes.'],
    clientSoftwareVersion: ['string v3+ ignorable', 'Its version, of the same characters.'],
    clusterId: ['string? v5+ ignorable = null', 'The cluster the client means to reach; null when it does not know.'],
    nodeId: ['int32 v5+ ignorable = -1', 'The node the client means to reach; -1 when it does not know.'],
  },
  response: {
    errorCode: ['int16', '0, or what went wrong.'],
    apiKeys: ['[]ApiVersion', 'The APIs and their versions.', {
      apiKey: ['int16 key', 'The key of the API.'],
      minVersion: ['int16', 'The oldest version.'],
      maxVersion: ['int16', 'The newest version.'],
    }],
    throttleTimeMs: ['int32 v1+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    supportedFeatures: ['[]SupportedFeatureKey v3+ tag 0 ignorable', 'The features the broker could have. Before v4, those that begin at 0 are kept back.', {
      name: ['string key', 'The name of the feature.'],
      minVersion: ['int16', 'The lowest level it can have.'],
      maxVersion: ['int16', 'The highest level it can have.'],
    }],
    finalizedFeaturesEpoch: ['int64 v3+ tag 1 ignorable = -1', 'Goes up with each change of a feature; -1 when unknown.'],
    finalizedFeatures: ['[]FinalizedFeatureKey v3+ tag 2 ignorable', 'The features the whole cluster has; holds only with an epoch from 0 on.', {
      name: ['string key', 'The name of the feature.'],
      maxVersionLevel: ['int16', 'Its level.'],
      minVersionLevel: ['int16', 'The lowest level it could go back to.'],
    }],
    zkMigrationReady: ['bool v3+ tag 3 ignorable', 'Whether a KRaft controller is set up for migration from ZooKeeper.'],
  },
};
