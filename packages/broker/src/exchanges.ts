import type { Clock } from '@k/runtime';
import type { RequestFacts } from './events.ts';

/** One request and what came of it. */
export interface Exchange extends RequestFacts {
  /** How many exchanges that were told were over when this one began: it may have been asked because of them. */
  readonly after: number;
  /** When the request was taken up, in ms since the epoch. */
  readonly startedMs: number;
  /** How long it was with the broker, in ms. */
  readonly elapsedMs: number;
  /** The body. */
  readonly request: object;
  /** Header and body, as they came. */
  readonly requestFrame: Uint8Array;
  /** The body; null: it was not answered (acks 0, a control that says so, or the connection went before). */
  readonly response: object | null;
  /** Length, header and body, as they went; null as `response`. */
  readonly responseFrame: Uint8Array | null;
}

export type ExchangeListener = (exchange: Exchange) => void;

/** What is known of an exchange when it begins. */
type Begun = Omit<Exchange, 'after' | 'startedMs' | 'elapsedMs' | 'response' | 'responseFrame'>;

/** An exchange that is not over. */
export interface OpenExchange {
  /** @param chunks null: no answer */
  end(response: object | null, chunks: readonly Uint8Array[] | null): void;
}

/** Requests with their answers, for who wants to see them. Costs nothing while nobody does. */
export class Exchanges {
  readonly #listeners = new Set<ExchangeListener>();
  readonly #clock: Clock;
  #told = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many were told. */
  get told(): number {
    return this.#told;
  }

  listen(listener: ExchangeListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Undefined while nobody listens. */
  begin(begin: () => Begun): OpenExchange | undefined {
    if (this.#listeners.size === 0) return undefined;
    const begun = begin();
    // A handler may change the bytes that it was given.
    const requestFrame = Uint8Array.from(begun.requestFrame);
    const after = this.#told;
    const startedMs = this.#clock.now();
    const since = this.#clock.monotonic();
    return {
      end: (response, chunks) => {
        const elapsedMs = this.#clock.monotonic() - since;
        const responseFrame = chunks === null ? null : Buffer.concat(chunks);
        this.#told++;
        const exchange = { ...begun, requestFrame, after, startedMs, elapsedMs, response, responseFrame };
        for (const listener of [...this.#listeners]) listener(exchange);
      },
    };
  }
}
