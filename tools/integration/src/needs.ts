import type { TestContext } from 'node:test';
import { type ListenerName, atLeast } from '@k/tool-kafka';
import type { SecureTarget } from './secure-target.ts';

/** What a test cannot do without. */
export interface Needs {
  readonly listener?: ListenerName;
  readonly mechanism?: string;
  /** Brokers that look whether a token is signed, and by whom. */
  readonly signedTokens?: boolean;
  /** A release, and what came with it. */
  readonly since?: readonly [version: string, what: string];
}

/** Skips the test, with the reason, where the target lacks something. @returns whether it does */
export function lacks(
  target: SecureTarget,
  t: TestContext,
  { listener, mechanism, signedTokens, since }: Needs,
): boolean {
  const reason =
    (listener === undefined ? undefined : target.whyNoListener(listener)) ??
    (mechanism === undefined || target.mechanisms.includes(mechanism)
      ? undefined
      : `${target.name} is set up without ${mechanism}`) ??
    (signedTokens !== true || target.tokens !== undefined ? undefined : `${target.name} takes tokens without a look`) ??
    (since === undefined || atLeast(target.version, since[0]) ? undefined : `${since[1]} from ${since[0]} on`);
  if (reason !== undefined) t.skip(reason);
  return reason !== undefined;
}
