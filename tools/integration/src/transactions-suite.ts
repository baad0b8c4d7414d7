import { describe } from 'node:test';
import { killedClients } from './areas/killed-clients.ts';
import { transactions } from './areas/transactions.ts';
import { twoPhaseCommit } from './areas/two-phase-commit.ts';
import { startedLab } from './started.ts';
import type { Target } from './target.ts';

/** Producers with a transactional id: on `@k/broker`, and on a Kafka of every age that has transactions. */
export function defineTransactionsSuite(name: string, start: () => Promise<Target>): void {
  describe(name, () => {
    const lab = startedLab(start);
    transactions(lab);
    killedClients(lab);
  });
}

/** Transactions in two phases, on brokers that are set up for them. */
export function defineTwoPhaseSuite(name: string, start: () => Promise<Target>): void {
  describe(name, () => {
    twoPhaseCommit(startedLab(start));
  });
}
