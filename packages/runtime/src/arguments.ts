import { wrongArgument } from '@k/wire';
import { isAbortSignal } from './wait-options.ts';

// For JavaScript callers: each throws ConfigError, which says what was called, what it got and what it takes.

const MILLISECONDS = 'a number of milliseconds, 0 or more';

/** @throws ConfigError when it is no duration; Infinity is one */
export function checkMs(call: string, argument: string, ms: unknown): void {
  if (!(typeof ms === 'number' && ms >= 0)) throw wrongArgument(call, argument, MILLISECONDS, ms);
}

/** @throws ConfigError when it is no AbortSignal */
export function checkSignal(call: string, signal: unknown): void {
  if (!isAbortSignal(signal)) throw wrongArgument(call, 'signal', 'an AbortSignal', signal);
}

export function checkText(call: string, argument: string, value: unknown): void {
  if (typeof value !== 'string') throw wrongArgument(call, argument, 'text', value);
}

export function checkNotEmpty(call: string, argument: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') throw wrongArgument(call, argument, 'text that is not empty', value);
}

export function checkCount(call: string, argument: string, value: unknown): void {
  if (!(Number.isSafeInteger(value) && (value as number) >= 0)) {
    throw wrongArgument(call, argument, 'a whole number, 0 or more', value);
  }
}

export function checkFunction(call: string, argument: string, value: unknown): void {
  if (typeof value !== 'function') throw wrongArgument(call, argument, 'a function', value);
}
