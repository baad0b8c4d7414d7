import type { ApiSchema } from '@k/tool-codegen';

export const controllerRegistration: ApiSchema = {
  key: 70,
  name: 'ControllerRegistration',
  target: 'the active controller, from a controller',
  about: 'A controller makes itself known to the cluster: where it listens and which features it can have.',
  versions: {
    0: 'The first and only one so far (KIP-919).',
  },
  flexible: 0,
  request: {
    controllerId: ['int32', 'The id of the controller.'],
    incarnationId: ['uuid', 'Made anew each time the process starts.'],
    zkMigrationReady: ['bool', 'Whether the controller is set up for migration from ZooKeeper.'],
    listeners: ['[]Listener', 'Where the controller listens.', {
      name: ['string key', 'The name of the listener.'],
      host: ['string', 'Where the controller listens: a host name or an address.'],
      port: ['uint16', 'The port it listens on.'],
      securityProtocol: ['int16', '0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL.'],
    }],
    features: ['[]Feature', 'The features that the controller can have.', {
      name: ['string key', 'The name of the feature.'],
      minSupportedVersion: ['int16', 'The lowest level it can have.'],
      maxSupportedVersion: ['int16', 'The highest level it can have.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
  },
};
