import { Produce } from '@k/wire';
import { Chance } from '../chance.ts';
import type { FaultKind } from './fault-kind.ts';

interface What {
  readonly probability: number;
  /** What goes wrong is drawn from it. */
  readonly seed: number;
}

/**
 * `lost`: it is done, and the connection closes before the answer. `cut`: what comes behind it on the connection is done as
 * well, as the node notices later that nobody hears it.
 */
type How = 'not done' | 'refused' | 'unsure' | 'lost' | 'cut';

const HOWS: readonly How[] = ['not done', 'not done', 'refused', 'refused', 'unsure', 'lost', 'cut', 'cut'];
const NOTICED_AFTER_MS = 100;

/** Batches fail now and then, one in this way and the next one in another. */
export const flakyProduce: FaultKind<What> = {
  name: 'flaky-produce',
  lastsMs: [1_000, 6_000],
  hidesCoordinator: true,
  weight: 10,
  draw: (chance) => ({ probability: chance.pick([0.1, 0.3, 0.5]), seed: chance.below(1_000_000) }),
  begin: (world, { probability, seed }) => {
    const chance = Chance.of(seed, 'flaky');
    let cuts = Promise.resolve();
    const cut = async (node: number): Promise<void> => {
      const light = world.weather.add({ servers: [world.addressOf(node)] }, { blackHole: 'toClient' });
      await world.sleep(NOTICED_AFTER_MS);
      light();
      world.broker.dropConnections(node);
    };
    const control = world.controls.add(Produce, async (_, context) => {
      if (!chance.is(probability)) return undefined;
      const how = chance.pick(HOWS);
      if (how === 'not done') return context.fail('NOT_LEADER_OR_FOLLOWER');
      if (how === 'refused') return context.fail('INVALID_RECORD');
      if (how === 'cut') {
        const before = cuts;
        cuts = Promise.all([before, cut(context.nodeId)]).then(() => undefined);
        return undefined;
      }
      await context.forward();
      return how === 'unsure' ? context.fail('REQUEST_TIMED_OUT') : ('close' as const);
    });
    return () => {
      control.remove();
      return cuts;
    };
  },
  story: ({ probability }) => `of 10 × Produce ${String(probability * 10)} fail, each in its way`,
};
