import { type BrokerOptions, createBroker } from '@k/broker';
import { DEFAULT_VERSION } from '@k/tool-kafka';
import type { Target } from './target.ts';

/** The in-process broker, on a real TCP port, with what a Kafka has by default. `asVersion`: a release to play. */
export async function brokerTarget(asVersion?: BrokerOptions['asVersion']): Promise<Target> {
  const broker = await createBroker({ port: 0, asVersion, emptyUntilFirstTopic: false });
  return {
    name: '@k/broker',
    version: asVersion ?? DEFAULT_VERSION,
    bootstrapServers: broker.bootstrapServers,
    truncateBefore: (topic, partition, offset) => {
      broker.truncateBefore(topic, partition, offset);
      return Promise.resolve();
    },
    restart: () => broker.restart(),
    close: () => broker.close(),
  };
}
