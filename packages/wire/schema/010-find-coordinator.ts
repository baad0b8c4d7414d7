import type { ApiSchema } from '@k/tool-codegen';

export const findCoordinator: ApiSchema = {
  key: 10,
  name: 'FindCoordinator',
  target: 'any broker',
  about: 'Tells which broker coordinates a group or a transactional id.',
  versions: {
    0: 'Groups only.',
    1: 'keyType: transactional ids too; throttleTimeMs and errorMessage.',
    2: 'The broker answers before it throttles (KIP-219).',
    3: 'Flexible.',
    4: 'Several keys in one request (KIP-699).',
    5: 'TRANSACTION_ABORTABLE may be answered (KIP-890).',
    6: 'Share coordinators (KIP-932).',
  },
  flexible: 3,
  request: {
    key: ['string v0-3', 'The group id or transactional id.'],
    keyType: ['int8 v1+', '0 group, 1 transactional id, 2 share partition ("group:topicId:partition").'],
    coordinatorKeys: ['[]string v4+', 'The group ids or transactional ids.'],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16 v0-3', '0, or what went wrong.'],
    errorMessage: ['string? v1-3 ignorable', "What went wrong, in the broker's words; null when nothing did."],
    nodeId: ['int32 v0-3 (brokerId)', 'The id of the coordinator; -1 on an error.'],
    host: ['string v0-3', 'Where the broker listens: a host name or an address.'],
    port: ['int32 v0-3', 'The port it listens on.'],
    coordinators: ['[]Coordinator v4+', 'The coordinators, by key.', {
      key: ['string', 'The group id or transactional id.'],
      nodeId: ['int32 (brokerId)', 'The id of the coordinator; -1 on an error.'],
      host: ['string', 'Where the broker listens: a host name or an address.'],
      port: ['int32', 'The port it listens on.'],
      errorCode: ['int16', '0, or what went wrong.'],
      errorMessage: ['string? ignorable', "What went wrong, in the broker's words; null when nothing did."],
    }],
  },
};
