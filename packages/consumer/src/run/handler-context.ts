/** What a handler gets beside its record or records. */
export interface HandlerContext {
  /** 1 for the first time, 2 for the first retry, and so on. */
  readonly attempt: number;
  /**
   * Aborts when the work is of no use any more or takes too long: the partition is another member's, `handlerTimeoutMs` is
   * over, or the run ends without waiting (`close()`). What the handler comes to after that is not committed, unless it was
   * only late.
   */
  readonly signal: AbortSignal;
}

/** Makes its AbortController only for a handler that looks at the signal: few do, and it costs more than a record. */
export class Attempt implements HandlerContext {
  readonly attempt: number;
  #controller: AbortController | undefined;
  #reason: Error | undefined;

  constructor(attempt: number) {
    this.attempt = attempt;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Why it was aborted first; undefined when it was not. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  abort(reason: Error): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}
