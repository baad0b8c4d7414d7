interface Sample {
  readonly startMs: number;
  value: number;
}

/** How much a second, over the last windows. Kafka: Rate with SampledStat, as its quotas use them. */
export class SampledRate {
  readonly #samples: number;
  readonly #windowMs: number;
  #recorded: Sample[] = [];

  /** @param samples windows that count, the one that has begun among them */
  constructor(samples: number, windowMs: number) {
    this.#samples = samples;
    this.#windowMs = windowMs;
  }

  record(value: number, nowMs: number): void {
    this.#forgetBefore(nowMs);
    const last = this.#recorded[this.#recorded.length - 1];
    if (last !== undefined && nowMs - last.startMs < this.#windowMs) last.value += value;
    else this.#recorded.push({ startMs: nowMs, value });
  }

  /** In units a second. */
  rate(nowMs: number): number {
    this.#forgetBefore(nowMs);
    return (this.#recorded.reduce((sum, { value }) => sum + value, 0) / this.spanMs(nowMs)) * 1000;
  }

  /** For how long the rate is taken: as if there had been nothing before the first. */
  spanMs(nowMs: number): number {
    this.#forgetBefore(nowMs);
    const elapsed = nowMs - (this.#recorded[0]?.startMs ?? nowMs);
    const missing = this.#samples - 1 - Math.floor(elapsed / this.#windowMs);
    return Math.max(1, elapsed + Math.max(0, missing) * this.#windowMs);
  }

  #forgetBefore(nowMs: number): void {
    const oldest = nowMs - this.#samples * this.#windowMs;
    if ((this.#recorded[0]?.startMs ?? nowMs) <= oldest) {
      this.#recorded = this.#recorded.filter(({ startMs }) => startMs > oldest);
    }
  }
}
