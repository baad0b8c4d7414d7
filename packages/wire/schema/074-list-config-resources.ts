import type { ApiSchema } from '@k/tool-codegen';

export const listConfigResources: ApiSchema = {
  key: 74,
  name: 'ListConfigResources',
  target: 'any broker',
  about: 'Lists the resources that have settings, e.g. topics, groups or subscriptions to client metrics.',
  versions: {
    0: 'Only subscriptions to client metrics, under the name ListClientMetricsResources (KIP-1000).',
    1: 'All types of resources; resourceTypes and resourceType (KIP-1142).',
  },
  flexible: 0,
  request: {
    resourceTypes: ['[]int8 v1+', 'The types of resources to list; empty for all. 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    configResources: ['[]ConfigResource', 'The resources.', {
      resourceName: ['string', 'The name of the resource.'],
      resourceType: ['int8 v1+ ignorable = 16', '2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group.'],
    }],
  },
};
