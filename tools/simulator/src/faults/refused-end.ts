import { EndTxn, type ErrorName } from '@k/wire';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly error: ErrorName;
  readonly times: number;
}

/** The end of a transaction is refused for good, as when the coordinator has ended it by itself. */
export const refusedEnd: FaultKind<What> = {
  name: 'refused-end',
  lastsMs: [1_000, 5_000],
  weight: 3,
  draw: (chance, { clients }) =>
    clients.some(({ kind }) => kind === 'transactional' || kind === 'processor')
      ? {
          error: chance.pick(['INVALID_TXN_STATE', 'INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED'] as const),
          times: chance.pick([1, 2]),
        }
      : undefined,
  begin: ({ broker, controls }, { error, times }) => {
    let left = times;
    const control = controls.add(EndTxn, ({ transactionalId }, context) => {
      // Who asks again is never refused what is done.
      if (left === 0 || broker.transaction(transactionalId)?.state !== 'Ongoing') return undefined;
      left--;
      return context.fail(error);
    });
    return () => {
      control.remove();
    };
  },
  story: ({ error, times }) => `${String(times)} × EndTxn is refused with ${error}`,
};
