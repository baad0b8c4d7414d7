import { z } from '@k/runtime';
import { positive } from './numbers.ts';

/** Transactions and their ids. Names in [brackets] are Kafka's own. */
export interface BrokerTransactionOptions {
  /** [transaction.max.timeout.ms] Longest time, in milliseconds, that a transaction may be open. @default 900_000 */
  readonly transactionMaxTimeoutMs?: number | undefined;
  /** [transactional.id.expiration.ms] A transactional id that was not used for so many ms is forgotten. @default 604_800_000 */
  readonly transactionalIdExpirationMs?: number | undefined;
  /** [transaction.two.phase.commit.enable] Whether transactions may be without a time limit (KIP-939). @default false */
  readonly transactionTwoPhaseCommit?: boolean | undefined;
}

/** The checks and defaults of {@link BrokerTransactionOptions}. */
export const transactionFields = {
  transactionMaxTimeoutMs: positive.default(900_000),
  transactionalIdExpirationMs: positive.default(604_800_000),
  transactionTwoPhaseCommit: z.boolean().default(false),
};
