import type { DataSchema } from '@k/tool-codegen';

export const defaultPrincipalData: DataSchema = {
  name: 'DefaultPrincipalData',
  about: 'Who a client is: requestPrincipal of an Envelope request, unless the brokers have a principal builder of their own. An int16 with the version stands before it.',
  versions: {
    0: 'The first.',
  },
  flexible: 0,
  fields: {
    type: ['string', 'What kind of principal it is: "User".'],
    name: ['string', 'The name of the user.'],
    tokenAuthenticated: ['bool', 'Whether the client authenticated with a delegation token.'],
  },
};
