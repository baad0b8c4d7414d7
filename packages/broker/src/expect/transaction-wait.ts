import type { WaitOptions } from '@k/runtime';
import type { TransactionCoordinator } from '../transaction/transaction-coordinator.ts';
import { describeTransaction, type TransactionDescription } from '../transaction/transaction-description.ts';
import type { TransactionState } from '../transaction/transaction-state.ts';
import { toldWait } from './told-wait.ts';
import type { Wait } from './waits.ts';

export function transactionWait(
  transactionalId: string,
  state: TransactionState,
  transactions: TransactionCoordinator,
  options: WaitOptions,
): Wait<TransactionDescription> {
  const now = (): TransactionDescription | undefined => {
    const found = transactions.find(transactionalId);
    return found === undefined ? undefined : describeTransaction(found, transactions.coordinatorOf(transactionalId));
  };
  const look = (): TransactionDescription | undefined => {
    const found = now();
    return found?.state === state ? found : undefined;
  };
  return toldWait(
    `waitForTransaction('${transactionalId}')`,
    look,
    () => {
      const found = now();
      return {
        expected: { state },
        actual: found === undefined ? undefined : { state: found.state },
        lines: lines(found),
      };
    },
    options,
  );

  function lines(found: TransactionDescription | undefined): string[] {
    if (found !== undefined) return [`state: expected ${state}, got ${found.state}`, ...partitionsOf(found)];
    const ids = transactions.transactions.map((it) => it.transactionalId);
    return [`nobody used this id, but ${ids.join(', ') || 'none at all'}`];
  }
}

function partitionsOf({ partitions, producerId, producerEpoch }: TransactionDescription): string[] {
  const names = partitions.map(({ topic, partition }) => `${topic}-${String(partition)}`);
  return [`producer ${String(producerId)}, epoch ${String(producerEpoch)}`, `in it: ${names.join(', ') || 'nothing'}`];
}
