import type { ApiSchema } from '@k/tool-codegen';

export const alterConfigs: ApiSchema = {
  key: 33,
  name: 'AlterConfigs',
  target: 'any broker (changes are made by the controller); for the settings of one broker, that broker',
  about: 'Replaces all settings of resources: what is not named falls back to its default. IncrementalAlterConfigs is the safer choice.',
  versions: {
    0: 'The first (KIP-133).',
    1: 'The broker answers before it throttles (KIP-219).',
    2: 'Flexible.',
  },
  flexible: 2,
  request: {
    resources: ['[]Resource', 'The new settings, by resource.', {
      resourceType: ['int8 key', 'What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group.'],
      resourceName: ['string key', 'Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription.'],
      configs: ['[]AlterableConfig', 'All settings that shall differ from the default.', {
        name: ['string key', 'The name of the setting, e.g. retention.ms.'],
        value: ['string?', 'Its value; null is refused.'],
      }],
    }],
    validateOnly: ['bool', 'Whether only to check that they could be set.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    responses: ['[]Resource', 'The outcome, by resource.', {
      errorCode: ['int16', '0, or what went wrong with the resource.'],
      errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
      resourceType: ['int8', 'What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group.'],
      resourceName: ['string', 'Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription.'],
    }],
  },
};
