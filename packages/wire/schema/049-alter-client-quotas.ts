import type { ApiSchema } from '@k/tool-codegen';

export const alterClientQuotas: ApiSchema = {
  key: 49,
  name: 'AlterClientQuotas',
  target: 'any broker (changes are made by the controller)',
  about: 'Sets and removes the quotas of users, client ids and addresses (KIP-546).',
  versions: {
    0: 'The first.',
    1: 'Flexible.',
  },
  flexible: 1,
  request: {
    entries: ['[]EntryData', 'The changes, by what they apply to.', {
      entity: ['[]EntityData', 'What it applies to: one or two of these, e.g. a user with a certain client id.', {
        entityType: ['string', 'One of "user", "client-id" and "ip" (KIP-612).'],
        entityName: ['string?', 'The name; null for the default: all without a quota of their own.'],
      }],
      ops: ['[]OpData', 'The changes.', {
        key: ['string', 'The quota: producer_byte_rate, consumer_byte_rate, request_percentage, controller_mutation_rate or connection_creation_rate.'],
        value: ['float64', 'In bytes per second, percent of a thread, or whatever the quota is measured in. Of no meaning when remove is set.'],
        remove: ['bool', 'Whether to remove the quota.'],
      }],
    }],
    validateOnly: ['bool', 'Whether only to check that the changes could be made.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    entries: ['[]EntryData', 'The outcome, in the order of the request.', {
      errorCode: ['int16', '0, or what went wrong.'],
      errorMessage: ['string?', "What went wrong, in the broker's words; null when nothing did."],
      entity: ['[]EntityData', 'What it applies to: one or two of these, e.g. a user with a certain client id.', {
        entityType: ['string', 'One of "user", "client-id" and "ip" (KIP-612).'],
        entityName: ['string?', 'The name; null for the default: all without a quota of their own.'],
      }],
    }],
  },
};
