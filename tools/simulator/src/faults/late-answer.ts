import { isSince } from '../draw/releases.ts';
import { apiNamed, drawApi, type AnsweringApi } from './answering-apis.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly api: AnsweringApi;
  readonly ms: number;
  readonly times: number;
}

/** Some requests are done, and answered when their time limit may be over. */
export const lateAnswer: FaultKind<What> = {
  name: 'late-answer',
  lastsMs: [1_000, 8_000],
  hidesCoordinator: true,
  weight: 4,
  draw: (chance, scenario) => {
    const api = drawApi(chance, scenario);
    const ms = chance.pick([500, 2_000, 5_000]);
    // Commits that were given up and wait behind a late one are done after newer ones, and nobody commits those again. As with Java's
    // client, an end of a transaction that waits there may end the next one where the epoch cannot be raised (Kafka 2.5).
    const cannotBeLate = api === 'OffsetCommit' || (api === 'EndTxn' && !isSince(scenario.cluster.asVersion, '2.8'));
    return { api, ms: cannotBeLate ? 500 : ms, times: chance.pick([1, 3, 20]) };
  },
  begin: (world, { api, ms, times }) => {
    const control = world.controls.add(
      apiNamed(api),
      async (_, context) => {
        const answer = await context.forward();
        await context.delay(ms);
        return answer;
      },
      { times },
    );
    return () => {
      control.remove();
    };
  },
  story: ({ api, ms, times }) => `${String(times)} × ${api} is done, and answered ${String(ms)} ms later`,
};
