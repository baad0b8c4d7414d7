import { apiNamed, drawApi, type AnsweringApi } from './answering-apis.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly api: AnsweringApi;
  readonly times: number;
}

/** Some requests are done, and their connections close before the answer. */
export const lostAnswer: FaultKind<What> = {
  name: 'lost-answer',
  lastsMs: [1_000, 8_000],
  hidesCoordinator: true,
  weight: 4,
  draw: (chance, scenario) => ({ api: drawApi(chance, scenario), times: chance.pick([1, 2, 4, 1_000]) }),
  begin: (world, { api, times }) => {
    const control = world.controls.add(
      apiNamed(api),
      async (_, context) => {
        await context.forward();
        return 'close' as const;
      },
      { times },
    );
    return () => {
      control.remove();
    };
  },
  story: ({ api, times }) => `${String(times)} × ${api} is done, and the connection closes before the answer`,
};
