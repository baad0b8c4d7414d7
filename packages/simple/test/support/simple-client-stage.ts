import { MemoryNetwork, seededRandom, VirtualClock } from '@k/runtime';
import { failure } from '@k/testing';
import { createBroker, type Broker, type BrokerOptions } from '@k/broker';
import { SimpleClient, type SimpleClientOptions } from '../../src/index.ts';

/** Virtual time and an in-memory network for one test. */
export class Stage {
  readonly clock = new VirtualClock();
  readonly random = seededRandom(11);
  readonly network = new MemoryNetwork({ clock: this.clock, random: this.random });
  readonly runtime = { clock: this.clock, network: this.network, random: this.random };

  readonly run = <T>(promise: Promise<T>): Promise<T> => this.clock.runUntil(promise);

  /** The error that a promise must end with. */
  readonly failure = (promise: Promise<unknown>): Promise<Error> => this.run(failure(promise));
}

/** A broker of three nodes with topic t, six partitions, two led by each; and a client. */
export async function withClient(
  work: (client: SimpleClient, broker: Broker, stage: Stage) => Promise<void>,
  options: { readonly broker?: Partial<BrokerOptions>; readonly client?: Partial<SimpleClientOptions> } = {},
): Promise<void> {
  const stage = new Stage();
  const broker = await stage.run(
    createBroker({ nodes: 3, autoCreateTopics: false, ...stage.runtime, ...options.broker }),
  );
  broker.createTopic('t', { assignment: [[0], [1], [2], [0], [1], [2]] });
  const { bootstrapServers } = broker;
  const client = new SimpleClient({ bootstrapServers, runtime: stage.runtime, ...options.client });
  try {
    await work(client, broker, stage);
  } finally {
    await stage.run(client.close());
    await stage.run(broker.close());
  }
}
