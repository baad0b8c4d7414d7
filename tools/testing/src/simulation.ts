import { MemoryNetwork, seededRandom, VirtualClock, type LinkFaults, type Runtime } from '@k/runtime';

/** A runtime in which nothing is real and everything follows from a seed; for brokers and clients alike. */
export interface Simulation extends Runtime {
  readonly clock: VirtualClock;
  readonly network: MemoryNetwork;
}

export function simulation(seed = 1, faults: LinkFaults = {}): Simulation {
  const clock = new VirtualClock();
  const random = seededRandom(seed);
  return { clock, random, network: new MemoryNetwork({ clock, random, faults }) };
}
