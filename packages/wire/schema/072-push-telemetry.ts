import type { ApiSchema } from '@k/tool-codegen';

export const pushTelemetry: ApiSchema = {
  key: 72,
  name: 'PushTelemetry',
  target: 'the broker that answered GetTelemetrySubscriptions, or any other',
  about: 'Sends metrics of the client (KIP-714).',
  versions: {
    0: 'The first and only one so far.',
  },
  flexible: 0,
  request: {
    clientInstanceId: ['uuid', 'The id that the client got from a broker.'],
    subscriptionId: ['int32', 'The subscription that the metrics are for; UNKNOWN_SUBSCRIPTION_ID when it has changed.'],
    terminating: ['bool', 'Whether the client stops, and sends no more.'],
    compressionType: ['int8', 'How metrics is compressed: 0 not at all, 1 gzip, 2 snappy, 3 lz4, 4 zstd.'],
    metrics: ['bytes', 'The metrics: OpenTelemetry MetricsData v1, as protobuf.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
  },
};
