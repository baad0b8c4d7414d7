import { Produce } from '@k/wire';
import { Chance } from '../chance.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly probability: number;
  /** What goes wrong is drawn from it. */
  readonly seed: number;
}

type How = 'not done' | 'refused' | 'unsure' | 'lost';

const HOWS: readonly How[] = ['not done', 'not done', 'refused', 'unsure', 'lost'];

/** Batches fail now and then, one in this way and the next one in another. */
export const flakyProduce: FaultKind<What> = {
  name: 'flaky-produce',
  lastsMs: [1_000, 6_000],
  hidesCoordinator: true,
  weight: 6,
  draw: (chance) => ({ probability: chance.pick([0.1, 0.3, 0.5]), seed: chance.below(1_000_000) }),
  begin: ({ controls }, { probability, seed }) => {
    const chance = Chance.of(seed, 'flaky');
    const control = controls.add(Produce, async (_, context) => {
      if (!chance.is(probability)) return undefined;
      const how = chance.pick(HOWS);
      if (how === 'not done') return context.fail('NOT_LEADER_OR_FOLLOWER');
      if (how === 'refused') return context.fail('INVALID_RECORD');
      await context.forward();
      return how === 'unsure' ? context.fail('REQUEST_TIMED_OUT') : ('close' as const);
    });
    return () => {
      control.remove();
    };
  },
  story: ({ probability }) => `of 10 × Produce ${String(probability * 10)} fail, each in its way`,
};
