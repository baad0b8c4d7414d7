import { ErrorCode } from '@k/wire';
import { isEnding } from './transaction-state.ts';
import { isSame, type ProducerIdentity, type Transaction } from './transaction.ts';

/** What InitProducerId asks for. */
export interface InitRequest {
  /** In ms. */
  readonly timeoutMs: number;
  /** Who the producer is now, when it goes on after an error (KIP-360). */
  readonly current: ProducerIdentity | undefined;
  /** KIP-939: its transactions have no time limit. */
  readonly twoPhaseCommit: boolean;
  /** KIP-939: a transaction that is open stays so. */
  readonly keepPrepared: boolean;
}

export type InitDecision =
  | { readonly kind: 'refuse'; readonly errorCode: number }
  | { readonly kind: 'abort-first' }
  | { readonly kind: 'keep-prepared'; readonly identity: ProducerIdentity }
  | {
      readonly kind: 'take';
      readonly identity: ProducerIdentity;
      readonly previous: ProducerIdentity | undefined;
    };

const FENCED: InitDecision = { kind: 'refuse', errorCode: ErrorCode.PRODUCER_FENCED };

/** Who uses a transactional id from now on, if it is theirs to use. Kafka: prepareInitProducerIdTransit. */
export function decideInit(transaction: Transaction, request: InitRequest, newProducerId: () => number): InitDecision {
  const { identity, previous, state, isEpochExhausted } = transaction;
  const { current } = request;
  const isNew = identity.producerEpoch === -1;
  if (current !== undefined && !isNew && current.producerId !== identity.producerId && !isSame(current, previous)) {
    return FENCED;
  }
  if (isEnding(state)) return { kind: 'refuse', errorCode: ErrorCode.CONCURRENT_TRANSACTIONS };
  const next = (): ProducerIdentity =>
    isEpochExhausted
      ? { producerId: newProducerId(), producerEpoch: 0 }
      : { producerId: identity.producerId, producerEpoch: identity.producerEpoch + 1 };
  if (state === 'Ongoing') {
    return request.keepPrepared ? { kind: 'keep-prepared', identity: next() } : { kind: 'abort-first' };
  }
  if (current === undefined) return { kind: 'take', identity: next(), previous: undefined };
  if (isNew || isSame(current, identity)) return { kind: 'take', identity: next(), previous: identity };
  // It was answered already, and did not get the answer. Another instance would have left no previous one.
  if (isSame(current, previous)) return { kind: 'take', identity, previous };
  return FENCED;
}
