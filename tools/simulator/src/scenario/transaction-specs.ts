import type { GroupKind } from './member-spec.ts';

export interface TransactionalSettings {
  readonly transactionalId: string;
  readonly transactionTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly deliveryTimeoutMs: number;
  /** By `transaction()`, or by the calls it is made of. */
  readonly style: 'function' | 'calls';
}

/** Sends records in transactions, of which some are aborted. */
export interface TransactionalSpec extends TransactionalSettings {
  readonly kind: 'transactional';
  readonly name: string;
  readonly topics: readonly string[];
  readonly everyMs: number;
  readonly burst: number;
}

/** Reads, and writes a record for each it has read, exactly once. */
export interface ProcessorSpec extends TransactionalSettings {
  readonly kind: 'processor';
  readonly name: string;
  readonly group: string;
  readonly groupKind: GroupKind;
  readonly from: readonly string[];
  readonly to: string;
}
