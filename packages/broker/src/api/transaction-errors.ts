import { ErrorCode } from '@k/wire';
import type { ProducerIdentity } from '../transaction/transaction.ts';

/** Clients of older versions do not know PRODUCER_FENCED (KIP-588). */
export function beforeFenced(errorCode: number, version: number, firstVersionOfFenced: number): number {
  const tooNew = errorCode === ErrorCode.PRODUCER_FENCED && version < firstVersionOfFenced;
  return tooNew ? ErrorCode.INVALID_PRODUCER_EPOCH : errorCode;
}

/** No producer here has an id that a number cannot hold, so that one stays unknown. */
export function identityOf(producerId: bigint, producerEpoch: number): ProducerIdentity {
  return { producerId: Number(producerId), producerEpoch };
}
