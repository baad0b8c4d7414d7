import { seededRandom, type Runtime, type VirtualClock } from '@k/runtime';

export function runtimeWithoutNetwork(clock: VirtualClock, seed: number): Runtime {
  const network = {
    connect: (): never => {
      throw new Error('no network in this test');
    },
  };
  return { clock, network, random: seededRandom(seed) };
}
