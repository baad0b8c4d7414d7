/**
 * What was waited for did not come. Test runners show it as they show an assertion that failed: name and code are those of
 * node:assert, `expected` and `actual` are for their comparison, and the message says all of it in words.
 */
export class ExpectationError extends Error {
  override readonly name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
  /** The call that it comes from, such as 'expectRecords'. */
  readonly operator: string;
  readonly expected: unknown;
  readonly actual: unknown;
  /** For those who look whether the message is one of node:assert's own. */
  readonly generatedMessage = false;

  constructor(operator: string, message: string, { expected, actual }: { expected: unknown; actual: unknown }) {
    super(message);
    this.operator = operator;
    this.expected = expected;
    this.actual = actual;
  }

  /** @internal Shows the frames of another stack instead of its own. */
  cameFrom(stack: string | undefined): void {
    const frames = stack?.indexOf('\n    at ') ?? -1;
    const own = this.stack?.indexOf('\n    at ') ?? -1;
    if (frames >= 0 && own >= 0) this.stack = `${this.stack?.slice(0, own) ?? ''}${stack?.slice(frames) ?? ''}`;
  }
}
