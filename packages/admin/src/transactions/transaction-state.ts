/** How a transaction stands, by Kafka's names; `Unknown` for a state that is newer than this package. */
export type TransactionStateName =
  | 'Empty'
  | 'Ongoing'
  | 'PrepareCommit'
  | 'PrepareAbort'
  | 'CompleteCommit'
  | 'CompleteAbort'
  | 'PrepareEpochFence'
  | 'Dead'
  | 'Unknown';

export const TRANSACTION_STATES = [
  'Empty',
  'Ongoing',
  'PrepareCommit',
  'PrepareAbort',
  'CompleteCommit',
  'CompleteAbort',
  'PrepareEpochFence',
  'Dead',
] as const;

export function transactionState(told: string): TransactionStateName {
  return TRANSACTION_STATES.find((state) => state === told) ?? 'Unknown';
}
