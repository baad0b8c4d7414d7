import type { ApiSchema } from '@k/tool-codegen';

export const describeCluster: ApiSchema = {
  key: 60,
  name: 'DescribeCluster',
  target: 'any broker, or any controller (with v1 and later)',
  about: 'Tells the id of the cluster, its brokers or controllers, and what this user may do with it.',
  versions: {
    0: 'The first (KIP-700).',
    1: 'endpointType: controllers can be told about; MISMATCHED_ENDPOINT_TYPE and UNSUPPORTED_ENDPOINT_TYPE may be answered (KIP-919).',
    2: 'Fenced brokers on request (KIP-1073).',
  },
  flexible: 0,
  request: {
    includeClusterAuthorizedOperations: ['bool', 'Whether to tell what this user may do with the cluster.'],
    endpointType: ['int8 v1+ = 1', 'What to tell about: 1 brokers, 2 controllers.'],
    includeFencedBrokers: ['bool v2+', 'Whether to tell about fenced brokers too.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
    endpointType: ['int8 v1+ = 1', 'What is told about: 1 brokers, 2 controllers.'],
    clusterId: ['string', 'The id of the cluster.'],
    controllerId: ['int32 (brokerId) = -1', 'From a controller, the active controller; from a broker, any broker, since each of them forwards; -1 when unknown.'],
    brokers: ['[]Broker', 'The brokers, or the controllers if these were asked for.', {
      brokerId: ['int32 key (brokerId)', 'The id of the node.'],
      host: ['string', 'Where it listens: a host name or an address.'],
      port: ['int32', 'The port it listens on.'],
      rack: ['string? = null', 'The rack it is in; null when it was not told.'],
      isFenced: ['bool v2+', 'Whether the broker is fenced: registered, but out of service.'],
    }],
    clusterAuthorizedOperations: ['int32 = -2147483648', 'Bits for what this user may do with the cluster; -2³¹ when not asked for.'],
  },
};
