import type { DataSchema } from '@k/tool-codegen';

export const responseHeader: DataSchema = {
  name: 'ResponseHeader',
  about: 'Stands before every response, after its size.',
  versions: {
    0: 'The first. Always that of ApiVersions.',
    1: 'Flexible: before flexible responses.',
  },
  flexible: 1,
  fields: {
    correlationId: ['int32', 'The number of the request that this answers.'],
  },
};
