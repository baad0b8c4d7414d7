import type { ApiSchema } from '@k/tool-codegen';

export const envelope: ApiSchema = {
  key: 58,
  name: 'Envelope',
  target: 'the active controller, from a broker',
  about: 'Carries a request of a client that a broker forwards, and brings the response back.',
  versions: {
    0: 'The first and only one so far (KIP-590).',
  },
  flexible: 0,
  request: {
    requestData: ['bytes', "The client's request, header and all."],
    requestPrincipal: ['bytes?', 'Who the client is, as the broker writes it down: by default, DefaultPrincipalData. Always set in practice.'],
    clientHostAddress: ['bytes', 'The address of the client: 4 or 16 bytes.'],
  },
  response: {
    responseData: ['bytes? = null', 'The response to the client, header and all; null on an error.'],
    errorCode: ['int16', '0, or why the controller did not look at the request.'],
  },
};
