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
  begin: ({ controls }, { error, times }) => {
    const control = controls.add(EndTxn, (_, context) => context.fail(error), { times });
    return () => {
      control.remove();
    };
  },
  story: ({ error, times }) => `${String(times)} × EndTxn is refused with ${error}`,
};
