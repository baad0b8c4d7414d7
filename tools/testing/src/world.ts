import { createBroker, type Broker, type BrokerOptions } from '@k/broker';
import { seededRandom } from '@k/runtime';
import { simulation, type Simulation } from './simulation.ts';

/**
 * A broker in a {@link Simulation}. Time passes only while {@link World.run} waits, or when a test moves the clock, so
 * nothing depends on how fast the machine is. Packages add their clients to it.
 */
export class World {
  /** For clients: the broker's, with a random source of their own. */
  readonly runtime: Simulation;
  readonly clock: Simulation['clock'];
  readonly network: Simulation['network'];
  readonly broker: Broker;

  constructor({ runtime, broker }: Pick<World, 'runtime' | 'broker'>) {
    this.runtime = runtime;
    this.clock = runtime.clock;
    this.network = runtime.network;
    this.broker = broker;
  }

  /** What a world is made of. */
  static async begin(options: BrokerOptions = {}, seed = 1): Promise<Pick<World, 'runtime' | 'broker'>> {
    const servers = simulation(seed);
    const broker = await servers.clock.runUntil(createBroker({ ...servers, ...options }));
    return { runtime: { ...servers, random: seededRandom(seed + 1) }, broker };
  }

  /** Lets time pass until the promise settles, an hour at the most. */
  run<T>(promise: Promise<T>): Promise<T> {
    return this.clock.runUntil(promise, { limitMs: 3_600_000 });
  }

  async close(): Promise<void> {
    await this.run(this.broker.close());
  }
}
