/** Tokens that come back with time, up to a burst; they may be owed. Kafka: TokenBucket (KIP-599). */
export class TokenBucket {
  #tokens: number;
  #bound: number;
  #updatedMs: number;

  /** @param burst of so many seconds' tokens */
  constructor(bound: number, burstSeconds: number, nowMs: number) {
    this.#bound = bound;
    this.#burstSeconds = burstSeconds;
    this.#tokens = bound * burstSeconds;
    this.#updatedMs = nowMs;
  }

  readonly #burstSeconds: number;

  /** The quota has changed. */
  set bound(bound: number) {
    this.#bound = bound;
  }

  take(tokens: number, nowMs: number): void {
    this.#refill(nowMs);
    this.#tokens -= tokens;
  }

  /** How long until nothing is owed, in ms; 0: nothing is. */
  owedMs(nowMs: number): number {
    this.#refill(nowMs);
    return this.#tokens < 0 ? Math.round((-this.#tokens / this.#bound) * 1000) : 0;
  }

  #refill(nowMs: number): void {
    const come = (this.#bound * (nowMs - this.#updatedMs)) / 1000;
    this.#tokens = Math.min(this.#bound * this.#burstSeconds, this.#tokens + come);
    this.#updatedMs = nowMs;
  }
}
