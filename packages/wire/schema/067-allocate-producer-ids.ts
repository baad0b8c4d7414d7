import type { ApiSchema } from '@k/tool-codegen';

export const allocateProducerIds: ApiSchema = {
  key: 67,
  name: 'AllocateProducerIds',
  target: 'the active controller, from a broker',
  about: 'A broker gets a block of producer ids to give to producers.',
  versions: {
    0: 'The first and only one so far (KIP-730).',
  },
  flexible: 0,
  request: {
    brokerId: ['int32 (brokerId)', 'The broker that asks.'],
    brokerEpoch: ['int64 = -1', 'The epoch that the broker got when it registered.'],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or what went wrong.'],
    producerIdStart: ['int64 (producerId)', 'The first id of the block.'],
    producerIdLen: ['int32', 'How many ids it has.'],
  },
};
