import type { ApiSchema } from '@k/tool-codegen';

export const getTelemetrySubscriptions: ApiSchema = {
  key: 71,
  name: 'GetTelemetrySubscriptions',
  target: 'any broker',
  about: 'Asks which metrics of the client the operators of the cluster want, and how often (KIP-714).',
  versions: {
    0: 'The first and only one so far.',
  },
  flexible: 0,
  request: {
    clientInstanceId: ['uuid', 'The id that the client got from a broker; zero when it has none yet.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    clientInstanceId: ['uuid', 'The id that the client gets if it had none; may else be zero.'],
    subscriptionId: ['int32', 'Stands for what is wanted, and changes with it.'],
    acceptedCompressionTypes: ['[]int8', 'How metrics may be compressed, the best first: 0 not at all, 1 gzip, 2 snappy, 3 lz4, 4 zstd.'],
    pushIntervalMs: ['int32', 'How often to send metrics, in ms.'],
    telemetryMaxBytes: ['int32', 'How many bytes of metrics one request may carry.'],
    deltaTemporality: ['bool', 'Whether counters shall tell how much they rose since the last time, instead of their totals.'],
    requestedMetrics: ['[]string', 'The metrics wanted, each by the start of its name: one empty string for all of them, an empty list for none.'],
  },
};
