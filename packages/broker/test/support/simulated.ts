import { MemoryNetwork, seededRandom, VirtualClock } from '@k/runtime';
import { createBroker, type Broker } from '../../src/index.ts';
import type { BrokerOptions } from '../../src/options.ts';
import { RawClient } from './raw-client.ts';

/** A broker on a virtual clock and an in-memory network. */
export class Simulated {
  readonly clock: VirtualClock;
  readonly network: MemoryNetwork;
  readonly broker: Broker;

  private constructor(clock: VirtualClock, network: MemoryNetwork, broker: Broker) {
    this.clock = clock;
    this.network = network;
    this.broker = broker;
  }

  static async start(options: BrokerOptions = {}, seed = 1): Promise<Simulated> {
    const clock = new VirtualClock();
    const random = seededRandom(seed);
    const network = new MemoryNetwork({ clock, random });
    const broker = await createBroker({ ...options, clock, random, network });
    return new Simulated(clock, network, broker);
  }

  client(node = 0): Promise<RawClient> {
    return this.clock.runUntil(RawClient.memory(this.network, this.broker.bootstrapServers[node] as string));
  }

  run<T>(promise: Promise<T>): Promise<T> {
    return this.clock.runUntil(promise);
  }

  async stop(): Promise<void> {
    await this.clock.runUntil(this.broker.close());
  }
}

/** Watches a promise without waiting for it. */
export function watch<T>(promise: Promise<T>): { readonly settled: boolean; readonly promise: Promise<T> } {
  const state = { settled: false, promise };
  const mark = (): void => {
    state.settled = true;
  };
  promise.then(mark, mark);
  return state;
}
