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
    key: ['string v0-3', 'TODO'],
    keyType: ['int8 v1+', 'TODO'],
    coordinatorKeys: ['[]string v4+', 'TODO'],
  },
  response: {
    throttleTimeMs: ['int32 v1+ ignorable', 'TODO'],
    errorCode: ['int16 v0-3', 'TODO'],
    errorMessage: ['string? v1-3 ignorable', 'TODO'],
    nodeId: ['int32 v0-3 (brokerId)', 'TODO'],
    host: ['string v0-3', 'TODO'],
    port: ['int32 v0-3', 'TODO'],
    coordinators: ['[]Coordinator v4+', 'TODO', {
      key: ['string', 'TODO'],
      nodeId: ['int32 (brokerId)', 'TODO'],
      host: ['string', 'TODO'],
      port: ['int32', 'TODO'],
      errorCode: ['int16', 'TODO'],
      errorMessage: ['string? ignorable', 'TODO'],
    }],
  },
};
