import type { DataSchema } from '@k/tool-codegen';

export const consumerGroupRegularExpressionValue: DataSchema = {
  name: 'ConsumerGroupRegularExpressionValue',
  about: 'The topics that match a regular expression which members of a consumer group (KIP-848) subscribe to.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  record: { topic: '__consumer_offsets', type: 16 },
  fields: {
    topics: ['[]string', 'The names of the topics that match.'],
    version: ['int64', 'The version of the metadata of the cluster in which they were looked up.'],
    timestamp: ['int64', 'When they were looked up, in ms since 1970.'],
  },
};
