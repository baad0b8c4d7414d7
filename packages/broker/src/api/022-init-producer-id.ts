import { ErrorCode, InitProducerId, type InitProducerIdRequest, type InitProducerIdResponse } from '@k/wire';
import type { ApiHandler } from './handler.ts';

/**
 * InitProducerId (22), v0-v5. A producer id for an idempotent producer (KIP-98): always a new one with epoch 0, as
 * Kafka does where there is no transactional id; the id and epoch of v3 matter to transactions only (KIP-360).
 *
 * v2: flexible. v3: the producer's present id and epoch. v4, v5: same to us.
 * Not implemented: transactions. A transactional id gets UNSUPPORTED_VERSION, an error that no client retries.
 */
export const initProducerId: ApiHandler<InitProducerIdRequest, InitProducerIdResponse> = {
  api: InitProducerId,
  minVersion: 0,
  maxVersion: 5,
  handle(request, { cluster }) {
    if (request.transactionalId !== null) {
      return { errorCode: ErrorCode.UNSUPPORTED_VERSION, producerId: -1, producerEpoch: -1 };
    }
    return { errorCode: ErrorCode.NONE, producerId: cluster.newProducerId(), producerEpoch: 0 };
  },
};
