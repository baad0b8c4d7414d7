import { ApiVersions, Fetch, Produce } from '@k/wire';
import type { Broker } from '../../src/index.ts';

/** Has the broker look like Kafka 0.10.0 to producers and consumers: message sets of magic 1. Returns how to end it. */
export function announceMessageSetsOnly(broker: Broker): () => void {
  const highest = new Map([
    [Produce.key, 2],
    [Fetch.key, 3],
  ]);
  const control = broker.control(ApiVersions, async (_request, context) => {
    const answer = await context.forward();
    return {
      ...answer,
      apiKeys: (answer?.apiKeys ?? []).map((range) => ({
        ...range,
        maxVersion: highest.get(range.apiKey ?? -1) ?? range.maxVersion ?? 0,
      })),
    };
  });
  return () => {
    control.remove();
  };
}
