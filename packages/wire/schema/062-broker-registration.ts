import type { ApiSchema } from '@k/tool-codegen';

export const brokerRegistration: ApiSchema = {
  key: 62,
  name: 'BrokerRegistration',
  target: 'the active controller, from a broker',
  about: 'A broker that starts makes itself known to the cluster, and gets its epoch.',
  versions: {
    0: 'The first (KIP-631).',
    1: 'isMigratingZkBroker (KIP-866).',
    2: 'logDirs (KIP-858).',
    3: 'previousBrokerEpoch (KIP-966).',
    4: 'Features whose lowest level is 0 are told too (KAFKA-17011).',
  },
  flexible: 0,
  request: {
    brokerId: ['int32 (brokerId)', 'The id of the broker.'],
    clusterId: ['string', 'The cluster the broker believes to be in.'],
    incarnationId: ['uuid', 'Made anew each time the process starts.'],
    listeners: ['[]Listener', 'Where the broker listens.', {
      name: ['string key', 'The name of the listener.'],
      host: ['string', 'Where the broker listens: a host name or an address.'],
      port: ['uint16', 'The port it listens on.'],
      securityProtocol: ['int16', '0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL.'],
    }],
    features: ['[]Feature', 'The features that the broker can have.', {
      name: ['string key', 'The name of the feature.'],
      minSupportedVersion: ['int16', 'The lowest level it can have.'],
      maxSupportedVersion: ['int16', 'The highest level it can have.'],
    }],
    rack: ['string?', 'The rack the broker is in; null when unknown.'],
    isMigratingZkBroker: ['bool v1+', 'Whether the broker still works with ZooKeeper and is set up to migrate.'],
    logDirs: ['[]uuid v2+ ignorable', 'The log directories that the broker can use.'],
    previousBrokerEpoch: ['int64 v3+ ignorable = -1', 'The epoch of the broker before it was last shut down, if that was done cleanly; else -1.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    brokerEpoch: ['int64 = -1', 'The epoch that the broker now has; -1 on an error.'],
  },
};
