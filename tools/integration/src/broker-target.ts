import { createBroker } from '@k/broker';
import type { Target } from './target.ts';

/** The in-process broker, on a real TCP port, with what a Kafka has by default. */
export async function brokerTarget(): Promise<Target> {
  const broker = await createBroker({ port: 0 });
  return {
    name: '@k/broker',
    bootstrapServers: broker.bootstrapServers,
    truncateBefore: (topic, partition, offset) => {
      broker.truncateBefore(topic, partition, offset);
      return Promise.resolve();
    },
    restart: () => broker.restart(),
    close: () => broker.close(),
  };
}
