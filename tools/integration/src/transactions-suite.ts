import { after, before, describe } from 'node:test';
import { transactions } from './areas/transactions.ts';
import { type GetLab, Lab } from './lab.ts';
import type { Target } from './target.ts';

/** Producers with a transactional id: on `@k/broker`, and on a Kafka of every age that has transactions. */
export function defineTransactionsSuite(name: string, start: () => Promise<Target>): void {
  describe(name, () => {
    let lab: Lab | undefined;
    before(async () => {
      lab = new Lab(await start());
    });
    after(async () => {
      await lab?.close();
    });
    const getLab: GetLab = () => {
      if (lab === undefined) throw new Error('the target has not started');
      return lab;
    };
    transactions(getLab);
  });
}
