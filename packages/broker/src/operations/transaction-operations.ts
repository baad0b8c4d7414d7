import { type WaitOptions, checkText } from '@k/runtime';
import type { BrokerParts } from './broker-parts.ts';
import { type TransactionDescription, describeTransaction } from '../transaction/transaction-description.ts';
import type { TransactionState } from '../transaction/transaction-state.ts';

/** Transactional ids. */
export interface BrokerTransactions {
  /** Transactional ids that somebody used. */
  readonly transactionalIds: string[];

  /** Undefined when nobody used it. @throws ConfigError for what is no transactional id */
  transaction(transactionalId: string): TransactionDescription | undefined;

  /**
   * Waits until a transactional id is in this state, such as CompleteCommit.
   * @throws ExpectationError after `timeoutMs` (default 4000): the state that it is in; else as {@link expectRecords}
   */
  waitForTransaction(
    transactionalId: string,
    state: TransactionState,
    options?: WaitOptions,
  ): Promise<TransactionDescription>;
}

/** Makes them of the parts of a broker. */
export function brokerTransactions(parts: BrokerParts): BrokerTransactions {
  return {
    get transactionalIds(): string[] {
      return parts.transactions.transactions.map(({ transactionalId }) => transactionalId);
    },

    transaction(transactionalId: string): TransactionDescription | undefined {
      checkText('Broker: transaction()', 'transactionalId', transactionalId);
      const transaction = parts.transactions.find(transactionalId);
      if (transaction === undefined) return undefined;
      return describeTransaction(transaction, parts.transactions.coordinatorOf(transactionalId));
    },

    waitForTransaction(
      transactionalId: string,
      state: TransactionState,
      options: WaitOptions = {},
    ): Promise<TransactionDescription> {
      return parts.expectations.waitForTransaction(transactionalId, state, options);
    },
  };
}
