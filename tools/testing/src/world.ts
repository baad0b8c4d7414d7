import { createBroker, type Broker, type BrokerOptions } from '@k/broker';
import { seededRandom, type MemoryNetwork, type VirtualClock } from '@k/runtime';
import { simulation, type Simulation } from './simulation.ts';

interface Parts {
  /** For clients: the broker's, with a random source of their own. */
  readonly runtime: Simulation;
  readonly broker: Broker;
}

/**
 * A broker in a {@link Simulation}: time passes only while {@link World.run} waits, or when a test moves the clock, so that
 * nothing depends on how fast the machine is. Packages add their clients to it.
 */
export class World implements Parts, AsyncDisposable {
  readonly runtime: Simulation;
  readonly broker: Broker;

  constructor({ runtime, broker }: Parts) {
    this.runtime = runtime;
    this.broker = broker;
  }

  static async create(options: BrokerOptions = {}, seed = 1): Promise<World> {
    return new World(await World.begin(options, seed));
  }

  /** What a world is made of, for the worlds of packages. */
  static async begin(options: BrokerOptions = {}, seed = 1): Promise<Parts> {
    const servers = simulation(seed);
    const broker = await servers.clock.runUntil(createBroker({ ...servers, ...options }));
    return { runtime: { ...servers, random: seededRandom(seed + 1) }, broker };
  }

  get clock(): VirtualClock {
    return this.runtime.clock;
  }

  get network(): MemoryNetwork {
    return this.runtime.network;
  }

  get bootstrapServers(): string[] {
    return this.broker.bootstrapServers;
  }

  /** Lets time pass until the promise settles, an hour at the most. */
  readonly run = <T>(promise: Promise<T>): Promise<T> => this.clock.runUntil(promise, { limitMs: 3_600_000 });

  async close(): Promise<void> {
    await this.run(this.broker.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
