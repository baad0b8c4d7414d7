import { setImmediate } from 'node:timers/promises';
import { seededRandom, type Runtime, type VirtualClock } from '@k/runtime';

/** Everything that microtasks and ticks lead to has happened. */
export async function quiet(): Promise<void> {
  await setImmediate();
}

export function runtimeWithoutNetwork(clock: VirtualClock, seed: number): Runtime {
  const network = {
    connect: (): never => {
      throw new Error('no network in this test');
    },
  };
  return { clock, network, random: seededRandom(seed) };
}
