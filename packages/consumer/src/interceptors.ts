import { asError } from '@k/wire';
import type { ConsumerRecord } from './delivery/consumer-record.ts';
import type { CommittedPosition, Tell } from './events.ts';

/**
 * Sees every record when it is handed out, and the offsets that were committed (KIP-42). What it throws, or a promise of it
 * rejects with, breaks nothing: the event `interceptorError` tells it. Nothing waits for it.
 *
 * @typeParam K - what the `keyDeserializer` makes
 * @typeParam V - what the `valueDeserializer` makes
 */
export interface ConsumerInterceptor<K = Buffer, V = Buffer> {
  /** Called once each time a record is handed out, before the application has it. It cannot be replaced, nor left out. */
  onConsume?(record: ConsumerRecord<K, V>): unknown;
  /** Called when offsets were committed, by hand or automatically. */
  onCommit?(offsets: readonly CommittedPosition[]): unknown;
}

/** Calls interceptors, in their order. */
export class Interceptors<K, V> {
  readonly #interceptors: readonly ConsumerInterceptor<K, V>[];
  readonly #tell: Tell;

  constructor(interceptors: readonly ConsumerInterceptor<K, V>[], tell: Tell) {
    this.#interceptors = interceptors;
    this.#tell = tell;
  }

  /** What is to be called with each record that is handed out; undefined when nobody wants to see them. */
  get onConsume(): ((record: ConsumerRecord<K, V>) => void) | undefined {
    if (!this.#interceptors.some((interceptor) => interceptor.onConsume !== undefined)) return undefined;
    return (record) => this.#call((interceptor) => interceptor.onConsume?.(record));
  }

  /** Events, of which interceptors see `committed` first. */
  get tell(): Tell {
    if (!this.#interceptors.some((interceptor) => interceptor.onCommit !== undefined)) return this.#tell;
    return (event, ...args) => {
      if (event === 'committed') {
        const [offsets] = args as [readonly CommittedPosition[]];
        this.#call((interceptor) => interceptor.onCommit?.(offsets));
      }
      this.#tell(event, ...args);
    };
  }

  #call(call: (interceptor: ConsumerInterceptor<K, V>) => unknown): void {
    for (const interceptor of this.#interceptors) {
      try {
        const result = call(interceptor);
        if (result instanceof Promise) result.catch(this.#failed);
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  readonly #failed = (error: unknown): void => this.#tell('interceptorError', asError(error));
}
