import type { WaitOptions } from '@k/runtime';
import { ExpectationError } from './expectation-error.ts';
import { DEFAULT_TIMEOUT_MS, type Wait } from './waits.ts';

/** What there is instead of what was waited for. */
export interface Instead {
  readonly expected: unknown;
  readonly actual: unknown;
  /** The same in words. */
  readonly lines: readonly string[];
}

/** A wait for a value that tells, when time is over, what there is instead. @param call `waitForGroup('g')` */
export function toldWait<T>(
  call: string,
  look: () => T | undefined,
  instead: () => Instead,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: WaitOptions,
): Wait<T> {
  return {
    call: `Broker: ${call}`,
    look: () => {
      const value = look();
      return value === undefined ? undefined : { value };
    },
    atEnd: () => {
      const { expected, actual, lines } = instead();
      // Runners show the first line where they have room for one only.
      const first = lines[0]?.endsWith(':') === false ? `: ${lines[0]}` : '';
      const others = lines.length === 1 && first !== '' ? [] : lines.map((line) => `  ${line}`);
      const message = [`${call}: not so within ${String(timeoutMs)} ms${first}`, ...others].join('\n');
      throw new ExpectationError(call.replace(/\(.*/s, ''), message, { expected, actual });
    },
  };
}
