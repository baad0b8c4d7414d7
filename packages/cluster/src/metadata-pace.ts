import { backoffMs, type BackoffOptions, type Clock, type Random } from '@k/runtime';

export interface PaceOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Pauses after answers that bring no news (KIP-580). */
  readonly backoff: BackoffOptions;
}

export type RequestOutcome = 'news' | 'nothing new' | 'failed';

/** A request that is under way. */
export interface PacedRequest {
  /** When it left, on the monotonic clock. */
  readonly startedAt: number;
  /** How many had brought news by then. */
  readonly newsBefore: number;
}

/**
 * How soon metadata may be asked for, the same for all who ask: at once, until an answer brings no news; after that the
 * pauses grow, however many wait for the news. What asks for a topic that those answers were not about does not wait.
 * Of two requests under way at a time the second to be answered repeats the news of the first: that counts for neither.
 */
export class MetadataPace {
  readonly #options: PaceOptions;
  /** Requests in a row that brought nothing new. */
  #fruitless = 0;
  /** What these were about, and the one before them, which did. */
  readonly #topics = new Set<string>();
  /** Answers that brought news, all told. */
  #news = 0;
  /** On the monotonic clock. */
  #notBefore = 0;

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /** Milliseconds until a request about `topics` may leave. */
  pauseMs(topics: ReadonlySet<string>): number {
    if (this.#fruitless === 0) return 0;
    for (const topic of topics) if (!this.#topics.has(topic)) return 0;
    return Math.max(0, this.#notBefore - this.#options.clock.monotonic());
  }

  started(): PacedRequest {
    return { startedAt: this.#options.clock.monotonic(), newsBefore: this.#news };
  }

  /** A request is over: it told something new, or did not, or failed. */
  ended(topics: Iterable<string>, { startedAt, newsBefore }: PacedRequest, outcome: RequestOutcome): void {
    const { clock, random, backoff } = this.#options;
    if (outcome === 'nothing new' && newsBefore < this.#news) return;
    const news = outcome === 'news';
    if (news) this.#news++;
    // Who asks again after the longest pause is not one of those who waited: it is another matter.
    if (news || startedAt > this.#notBefore + backoff.maxMs) {
      this.#fruitless = 0;
      this.#topics.clear();
    }
    for (const topic of topics) this.#topics.add(topic);
    if (!news) this.#notBefore = clock.monotonic() + backoffMs(this.#fruitless++, backoff, random);
  }
}
