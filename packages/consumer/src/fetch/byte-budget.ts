/**
 * The bytes of fetched data that a consumer holds, and those it has asked for. A response counts in full until the last
 * of its partitions' data is read or dropped: that is how long its buffer lives.
 */
export class ByteBudget {
  readonly limit: number;
  readonly #onRelease: () => void;
  #held = 0;
  #reserved = 0;

  constructor(limit: number, onRelease: () => void) {
    this.limit = limit;
    this.#onRelease = onRelease;
  }

  /** Bytes of responses that are still in use. */
  get held(): number {
    return this.#held;
  }

  /** Bytes set aside for requests under way. */
  get reserved(): number {
    return this.#reserved;
  }

  get available(): number {
    return this.limit - this.#held - this.#reserved;
  }

  reserve(bytes: number): void {
    this.#reserved += bytes;
  }

  /**
   * The request is over: its reservation ends, what it brought counts from now on.
   * @param onFree called when nobody uses that any more
   */
  settle(reserved: number, received: number, onFree?: () => void): ByteLease {
    this.#reserved -= reserved;
    this.#held += received;
    return new ByteLease(() => {
      this.#held -= received;
      onFree?.();
      this.#onRelease();
    });
  }
}

/** One response's share of the budget, shared by the data of its partitions. */
export class ByteLease {
  readonly #free: () => void;
  #users = 0;

  constructor(free: () => void) {
    this.#free = free;
  }

  retain(): void {
    this.#users++;
  }

  release(): void {
    if (--this.#users === 0) this.#free();
  }
}
