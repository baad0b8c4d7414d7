import { type BrokerOptions, createBroker } from '@k/broker';
import { DEFAULT_VERSION } from '@k/tool-kafka';
import type { Target } from './target.ts';

/** The in-process broker, on real TCP ports, with what a Kafka has by default. `asVersion`: a release to play. */
export async function brokerTarget(
  asVersion?: BrokerOptions['asVersion'],
  nodes = 1,
  more: BrokerOptions = {},
): Promise<Target> {
  const broker = await createBroker({ port: 0, nodes, asVersion, emptyUntilFirstTopic: false, ...more });
  return {
    name: '@k/broker',
    version: asVersion ?? DEFAULT_VERSION,
    bootstrapServers: broker.bootstrapServers,
    nodes: broker.bootstrapServers.map((address, id) => ({
      id,
      address,
      stop: () => broker.stop(id),
      // There is nothing that it could do in good order: its connections drop in the middle of whatever they are at.
      kill: () => broker.stop(id),
      start: () => broker.start(id),
    })),
    truncateBefore: (topic, partition, offset) => {
      broker.truncateBefore(topic, partition, offset);
      return Promise.resolve();
    },
    restart: () => broker.restart(),
    close: () => broker.close(),
  };
}
