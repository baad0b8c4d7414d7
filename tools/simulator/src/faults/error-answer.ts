import type { ErrorName } from '@k/wire';
import { apiNamed, drawApi, errorsOf, type AnsweringApi } from './answering-apis.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly api: AnsweringApi;
  readonly error: ErrorName;
  /** Whether it is done all the same. */
  readonly isDone: boolean;
  readonly times: number;
}

/** Some requests are answered with an error. */
export const errorAnswer: FaultKind<What> = {
  name: 'error-answer',
  lastsMs: [1_000, 8_000],
  hidesCoordinator: true,
  weight: 6,
  draw: (chance, scenario) => {
    const api = drawApi(chance, scenario);
    const { instead, after } = errorsOf(api);
    const isDone = after.length > 0 && chance.is(0.5);
    return { api, error: chance.pick(isDone ? after : instead), isDone, times: chance.pick([1, 2, 5]) };
  },
  begin: (world, { api, error, isDone, times }) => {
    const control = world.controls.add(
      apiNamed(api),
      async (_, context) => {
        if (isDone) await context.forward();
        return context.fail(error);
      },
      { times },
    );
    return () => {
      control.remove();
    };
  },
  story: ({ api, error, isDone, times }) =>
    `${String(times)} × ${api} is ${isDone ? 'done, and' : 'not done, but'} answered ${error}`,
};
