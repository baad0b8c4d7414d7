/**
 * States of a transactional id, named as Kafka names them in DescribeTransactions.
 *
 * Empty: there is a producer with this id, and nothing was ever written in a transaction of its present epoch.
 * Ongoing: partitions, or the offsets of a group, are in the transaction; its time limit runs.
 * PrepareCommit, PrepareAbort: the outcome is decided and cannot change; markers are being written, and wait where a
 * partition has no leader.
 * CompleteCommit, CompleteAbort: every marker is written; the next transaction may begin.
 * Dead: nobody used the id for so long that it was forgotten. A producer that still has it must begin anew.
 */
export type TransactionState =
  'Empty' | 'Ongoing' | 'PrepareCommit' | 'PrepareAbort' | 'CompleteCommit' | 'CompleteAbort' | 'Dead';

/**
 * Transaction version 2 aborts without a partition too: so PrepareAbort comes after Empty and the complete states as well.
 */
export const TRANSACTION_TRANSITIONS: Record<TransactionState, readonly TransactionState[]> = {
  Empty: ['Empty', 'Ongoing', 'PrepareAbort', 'Dead'],
  Ongoing: ['Ongoing', 'PrepareCommit', 'PrepareAbort'],
  PrepareCommit: ['CompleteCommit'],
  PrepareAbort: ['CompleteAbort'],
  CompleteCommit: ['Empty', 'Ongoing', 'PrepareAbort', 'Dead'],
  CompleteAbort: ['Empty', 'Ongoing', 'PrepareAbort', 'Dead'],
  Dead: [],
};

/** Whether the outcome is decided and markers are still to be written. */
export function isEnding(state: TransactionState): state is 'PrepareCommit' | 'PrepareAbort' {
  return state === 'PrepareCommit' || state === 'PrepareAbort';
}
