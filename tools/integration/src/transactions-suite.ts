import { describe } from 'node:test';
import { transactions } from './areas/transactions.ts';
import { startedLab } from './started.ts';
import type { Target } from './target.ts';

/** Producers with a transactional id: on `@k/broker`, and on a Kafka of every age that has transactions. */
export function defineTransactionsSuite(name: string, start: () => Promise<Target>): void {
  describe(name, () => {
    const lab = startedLab(start);
    transactions(lab);
  });
}
