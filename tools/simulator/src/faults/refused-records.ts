import { Produce, type ErrorName } from '@k/wire';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly error: ErrorName;
  readonly times: number;
}

/** Some batches are refused for good. */
export const refusedRecords: FaultKind<What> = {
  name: 'refused-records',
  lastsMs: [1_000, 8_000],
  weight: 4,
  draw: (chance) => ({
    error: chance.pick(['INVALID_RECORD', 'TOPIC_AUTHORIZATION_FAILED', 'INVALID_TIMESTAMP'] as const),
    times: chance.pick([1, 2, 5]),
  }),
  begin: ({ controls }, { error, times }) => {
    const control = controls.add(Produce, (_, context) => context.fail(error), { times });
    return () => {
      control.remove();
    };
  },
  story: ({ error, times }) => `${String(times)} × Produce is refused with ${error}`,
};
