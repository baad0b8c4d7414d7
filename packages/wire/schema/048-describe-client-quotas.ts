import type { ApiSchema } from '@k/tool-codegen';

export const describeClientQuotas: ApiSchema = {
  key: 48,
  name: 'DescribeClientQuotas',
  target: 'any broker',
  about: 'Lists the quotas of users, client ids and addresses (KIP-546).',
  versions: {
    0: 'The first.',
    1: 'Flexible.',
  },
  flexible: 1,
  request: {
    components: ['[]ComponentData', 'What the quotas wanted apply to: all of this.', {
      entityType: ['string', 'One of "user", "client-id" and "ip" (KIP-612).'],
      matchType: ['int8', '0: this name; 1: the default of the type; 2: any name.'],
      match: ['string?', 'The name, for matchType 0; else null.'],
    }],
    strict: ['bool', 'Whether to leave out quotas that also depend on types not named in components.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
    entries: ['[]EntryData?', 'The quotas, by what they apply to; null on an error.', {
      entity: ['[]EntityData', 'What it applies to: one or two of these, e.g. a user with a certain client id.', {
        entityType: ['string', 'One of "user", "client-id" and "ip" (KIP-612).'],
        entityName: ['string?', 'The name; null for the default: all without a quota of their own.'],
      }],
      values: ['[]ValueData', 'The quotas.', {
        key: ['string', 'The quota: producer_byte_rate, consumer_byte_rate, request_percentage, controller_mutation_rate or connection_creation_rate.'],
        value: ['float64', 'In bytes per second, percent of a thread, or whatever the quota is measured in.'],
      }],
    }],
  },
};
