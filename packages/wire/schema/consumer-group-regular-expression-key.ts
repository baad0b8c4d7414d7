import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupRegularExpressionKey: DataSchema = {
  name: 'ConsumerGroupRegularExpressionKey',
  about: 'Tells which regular expression of which consumer group (KIP-848) a record is about.',
  versions: {
    0: 'The first.',
  },
  flexible: 'never',
  record: { topic: '__consumer_offsets', type: 16 },
  fields: {
    groupId: ['string', 'The id of the group.'],
    regularExpression: ['string', 'The regular expression (RE2/J).'],
  },
};
