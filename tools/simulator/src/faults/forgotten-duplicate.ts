import { readBatches } from '@k/codec';
import { Produce, type ProduceRequest } from '@k/wire';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly times: number;
}

/** Some requests come twice, and the broker has forgotten by then where the first one is: DUPLICATE_SEQUENCE_NUMBER. */
export const forgottenDuplicate: FaultKind<What> = {
  name: 'forgotten-duplicate',
  lastsMs: [1_000, 8_000],
  weight: 2,
  draw: (chance) => ({ times: chance.pick([1, 3]) }),
  begin: ({ controls }, { times }) => {
    let left = times;
    const control = controls.add(Produce, async (request, context) => {
      if (left === 0 || !isIdempotent(request)) return undefined;
      left--;
      const answer = await context.forward();
      const isStored = answer?.responses?.every(({ partitionResponses }) =>
        partitionResponses?.every(({ errorCode }) => errorCode === 0),
      );
      return isStored === true ? context.fail('DUPLICATE_SEQUENCE_NUMBER') : answer;
    });
    return () => {
      control.remove();
    };
  },
  story: ({ times }) => `${String(times)} × Produce is done, and answered DUPLICATE_SEQUENCE_NUMBER`,
};

function isIdempotent({ topicData }: ProduceRequest): boolean {
  return topicData.every(({ partitionData }) =>
    partitionData.every(({ records }) => {
      if (records === null) return false;
      return [...readBatches(records)].every(({ producerId }) => producerId >= 0n);
    }),
  );
}
