import { ErrorCode, InitProducerId, type InitProducerIdRequest, type InitProducerIdResponse } from '@k/wire';
import { beforeFenced, identityOf } from './transaction-errors.ts';
import type { ApiHandler } from './handler.ts';

const NO_IDENTITY = { producerId: -1, producerEpoch: -1 };

/**
 * InitProducerId (22), v0-v6. A producer id for an idempotent producer (KIP-98), always a new one with epoch 0; or that of a
 * transactional id with its next epoch, which fences whoever had the one before. A transaction that is open is aborted
 * first: CONCURRENT_TRANSACTIONS, and the client asks again. When an id has no epochs left there is a new id.
 *
 * v2: flexible. v3: the producer's present id and epoch, so that it goes on after an error (KIP-360). v4: PRODUCER_FENCED
 * instead of INVALID_PRODUCER_EPOCH (KIP-588). v5: same to us. v6: two-phase commit (KIP-939): no time limit, and a
 * transaction that was prepared is kept and its producer told.
 */
export const initProducerId: ApiHandler<InitProducerIdRequest, InitProducerIdResponse> = {
  api: InitProducerId,
  minVersion: 0,
  maxVersion: 6,
  handle(request, { cluster, transactions, nodeId, version }) {
    const { transactionalId, producerId, producerEpoch } = request;
    if (transactionalId === null) {
      return { errorCode: ErrorCode.NONE, producerId: cluster.newProducerId(), producerEpoch: 0 };
    }
    const problem = transactions.problem(transactionalId, nodeId);
    if (problem !== ErrorCode.NONE) return { errorCode: problem, ...NO_IDENTITY };
    const hasId = producerId !== -1n;
    if (hasId !== (producerEpoch !== -1)) return { errorCode: ErrorCode.INVALID_REQUEST, ...NO_IDENTITY };
    const outcome = transactions.init(transactionalId, {
      timeoutMs: request.transactionTimeoutMs,
      current: hasId ? identityOf(producerId, producerEpoch) : undefined,
      twoPhaseCommit: request.enable2Pc,
      keepPrepared: request.keepPreparedTxn,
    });
    if (!('identity' in outcome)) return { errorCode: beforeFenced(outcome.errorCode, version, 4), ...NO_IDENTITY };
    const { identity, prepared } = outcome;
    return {
      errorCode: ErrorCode.NONE,
      ...identity,
      ...(prepared === undefined
        ? {}
        : { ongoingTxnProducerId: prepared.producerId, ongoingTxnProducerEpoch: prepared.producerEpoch }),
    };
  },
};
