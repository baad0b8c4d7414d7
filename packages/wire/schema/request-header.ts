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
    requestApiKey: ['int16', 'TODO'],
    requestApiVersion: ['int16', 'TODO'],
    correlationId: ['int32', 'TODO'],
    clientId: ['string? v1+ plain ignorable', 'TODO'],
  },
};
