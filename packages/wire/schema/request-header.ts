import type { DataSchema } from '@k/tool-codegen';

export const requestHeader: DataSchema = {
  name: 'RequestHeader',
  about: 'Stands before every request, after its size.',
  versions: {
    0: 'Of ControlledShutdown v0 only.',
    1: 'clientId.',
    2: 'Flexible: before flexible requests.',
  },
  flexible: 2,
  fields: {
    requestApiKey: ['int16', 'The key of the API.'],
    requestApiVersion: ['int16', 'The version of the API: of the request, and of the response to come.'],
    correlationId: ['int32', 'Any number; the response carries it back.'],
    clientId: ['string? v1+ plain ignorable', 'What the client calls itself, for logs, metrics and quotas.'],
  },
};
