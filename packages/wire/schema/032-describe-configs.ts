import type { ApiSchema } from '@k/tool-codegen';

export const describeConfigs: ApiSchema = {
  key: 32,
  name: 'DescribeConfigs',
  target: 'any broker; for the settings or the log levels of one broker, that broker',
  about: 'Tells the settings of topics, brokers and other resources.',
  versions: {
    0: 'The first (KIP-133).',
    1: 'configSource takes the place of isDefault; synonyms (KIP-226).',
    2: 'The broker answers before it throttles (KIP-219).',
    3: 'Types, and on request documentation (KIP-569).',
    4: 'Flexible.',
  },
  flexible: 4,
  request: {
    resources: ['[]Resource', 'What to tell the settings of.', {
      resourceType: ['int8', 'What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group.'],
      resourceName: ['string', 'Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription.'],
      configurationKeys: ['[]string?', 'The names of the settings wanted; null for all.'],
    }],
    includeSynonyms: ['bool v1+', 'Whether to tell for each setting all places that set it.'],
    includeDocumentation: ['bool v3+', 'Whether to tell what each setting means.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    results: ['[]Result', 'The settings, by resource.', {
      errorCode: ['int16', '0, or what went wrong with the resource.'],
      errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
      resourceType: ['int8', 'What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group.'],
      resourceName: ['string', 'Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription.'],
      configs: ['[]ResourceResult', 'The settings.', {
        name: ['string', 'The name of the setting, e.g. retention.ms.'],
        value: ['string?', 'Its value; null when it is a secret, or has none.'],
        readOnly: ['bool', 'Whether it cannot be changed.'],
        isDefault: ['bool v0', 'Whether nobody has set it.'],
        configSource: ['int8 v1+ ignorable = -1', 'Where its value comes from: 1 topic, 2 broker, 3 all brokers, 4 file of the broker, 5 default, 6 log level of the broker, 7 client metrics, 8 group; 0 unknown, -1 not told.'],
        isSensitive: ['bool', 'Whether it is a secret.'],
        synonyms: ['[]Synonym v1+ ignorable', 'All places that set it, first the one that counts; empty unless asked for.', {
          name: ['string', 'The name of the setting there, e.g. log.retention.ms for retention.ms.'],
          value: ['string?', 'Its value there; null when it is a secret, or has none.'],
          source: ['int8', 'The place, numbered as in configSource.'],
        }],
        configType: ['int8 v3+ ignorable', '1 boolean, 2 string, 3 int, 4 short, 5 long, 6 double, 7 list, 8 class, 9 password; 0 unknown.'],
        documentation: ['string? v3+ ignorable', 'What the setting means; null unless asked for.'],
      }],
    }],
  },
};
