import { ConfigError } from '@k/wire';

/** What a test's function says of a record or a value: it takes it unless that is false. Not a promise. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- functions of assertions return nothing
export type Verdict = boolean | undefined | void;

/**
 * For what a test's function gave: a promise is true whatever comes of it.
 * @param whose `waitUntil(): look`
 * @throws ConfigError for a promise, whose rejection is nobody's then
 */
export function checkAnsweredAtOnce(whose: string, answer: unknown): void {
  if (typeof answer !== 'object' || answer === null) return;
  const { then } = answer as { readonly then?: unknown };
  if (typeof then !== 'function') return;
  Promise.resolve(answer).catch(() => undefined);
  const message = 'expected an answer at once, got a promise: what it needs has to be awaited before';
  throw new ConfigError(`Broker: ${whose}: ${message}`, [{ option: whose, message }]);
}
