import { AddOffsetsToTxn, ErrorCode, type AddOffsetsToTxnRequest, type AddOffsetsToTxnResponse } from '@k/wire';
import { OFFSETS_TOPIC, offsetsPartitionOf } from '../group/offsets-topic.ts';
import { beforeFenced, identityOf } from './transaction-errors.ts';
import type { ApiHandler } from './handler.ts';

/**
 * AddOffsetsToTxn (25), v0-v4. Puts the offsets of a group into a producer's transaction, for TxnOffsetCommit v0-v4.
 *
 * v2: PRODUCER_FENCED instead of INVALID_PRODUCER_EPOCH (KIP-588). v3: flexible. v4: same to us.
 */
export const addOffsetsToTxn: ApiHandler<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse> = {
  api: AddOffsetsToTxn,
  minVersion: 0,
  maxVersion: 4,
  handle({ transactionalId, producerId, producerEpoch, groupId }, { transactions, nodeId, version }) {
    const problem = transactions.problem(transactionalId, nodeId);
    if (problem !== ErrorCode.NONE) return { errorCode: problem };
    const offsets = { topic: OFFSETS_TOPIC, partition: offsetsPartitionOf(groupId) };
    const added = transactions.add(transactionalId, identityOf(producerId, producerEpoch), [offsets]);
    return { errorCode: beforeFenced(added, version, 2) };
  },
};
