import { EndTxn, ErrorCode, type EndTxnRequest, type EndTxnResponse } from '@k/wire';
import { beforeFenced, identityOf } from './transaction-errors.ts';
import type { ApiHandler } from './handler.ts';

/** KIP-890: each transaction has an epoch of its own. */
const FIRST_VERSION_OF_NEXT_EPOCH = 5;

/**
 * EndTxn (26), v0-v5. Decides how a transaction ends. The answer comes when that is decided; until all markers are written,
 * what else the producer asks gets CONCURRENT_TRANSACTIONS.
 *
 * v2: PRODUCER_FENCED instead of INVALID_PRODUCER_EPOCH (KIP-588). v3: flexible. v4: same to us. v5: the answer has the
 * producer id and epoch of the next transaction, and a transaction that never began can be aborted (KIP-890).
 */
export const endTxn: ApiHandler<EndTxnRequest, EndTxnResponse> = {
  api: EndTxn,
  minVersion: 0,
  maxVersion: 5,
  handle({ transactionalId, producerId, producerEpoch, committed }, { transactions, nodeId, version }) {
    const problem = transactions.problem(transactionalId, nodeId);
    if (problem !== ErrorCode.NONE) return { errorCode: problem };
    const raisesEpoch = version >= FIRST_VERSION_OF_NEXT_EPOCH;
    const producer = identityOf(producerId, producerEpoch);
    const ended = transactions.end(transactionalId, { producer, committed, version: raisesEpoch ? 2 : 0 });
    if (!('identity' in ended)) return { errorCode: beforeFenced(ended.errorCode, version, 2) };
    return { errorCode: ErrorCode.NONE, ...(raisesEpoch ? ended.identity : {}) };
  },
};
