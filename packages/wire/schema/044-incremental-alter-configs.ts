import type { ApiSchema } from '@k/tool-codegen';

export const incrementalAlterConfigs: ApiSchema = {
  key: 44,
  name: 'IncrementalAlterConfigs',
  target: 'any broker (changes are made by the controller); for the settings or the log levels of one broker, that broker',
  about: 'Changes some settings of resources and leaves the others as they are (KIP-339).',
  versions: {
    0: 'The first.',
    1: 'Flexible.',
  },
  flexible: 1,
  request: {
    resources: ['[]AlterConfigsResource', 'The changes, by resource.', {
      resourceType: ['int8 key', 'What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group.'],
      resourceName: ['string key', 'Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription.'],
      configs: ['[]AlterableConfig', 'The changes.', {
        name: ['string key', 'The name of the setting, e.g. retention.ms.'],
        configOperation: ['int8 key', '0 sets the value, 1 goes back to the default, 2 adds to a list, 3 takes from a list.'],
        value: ['string?', 'The value, or what to add or take away, with commas between; null to go back to the default.'],
      }],
    }],
    validateOnly: ['bool', 'Whether only to check that the changes could be made.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    responses: ['[]AlterConfigsResource', 'The outcome, by resource.', {
      errorCode: ['int16', '0, or what went wrong with the resource.'],
      errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
      resourceType: ['int8', 'What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group.'],
      resourceName: ['string', 'Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription.'],
    }],
  },
};
