import type { Broker, BrokerOptions } from '@k/broker';
import { World } from '@k/testing';
import { SimpleClient, type SimpleClientOptions } from '../../src/index.ts';

/** A broker of three nodes with topic t, six partitions, two led by each; and a client. */
export async function withClient(
  work: (client: SimpleClient, broker: Broker, world: World) => Promise<void>,
  options: { readonly broker?: Partial<BrokerOptions>; readonly client?: Partial<SimpleClientOptions> } = {},
): Promise<void> {
  await using world = await World.create({ nodes: 3, autoCreateTopics: false, ...options.broker }, 11);
  const { broker, runtime } = world;
  broker.createTopic('t', { assignment: [[0], [1], [2], [0], [1], [2]] });
  const client = new SimpleClient({ bootstrapServers: broker.bootstrapServers, runtime, ...options.client });
  try {
    await work(client, broker, world);
  } finally {
    await world.run(client.close());
  }
}
