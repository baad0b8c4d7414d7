import type { Broker } from '../../src/index.ts';

/** Resolves when the broker takes up the next request of this API. */
export function seen(broker: Broker, apiName: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = broker.observe((event) => {
      if (event.type !== 'request' || event.apiName !== apiName) return;
      stop();
      resolve();
    });
  });
}
