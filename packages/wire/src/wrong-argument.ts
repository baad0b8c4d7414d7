import { ConfigError } from './errors.ts';
import { showValue } from './show-value.ts';

/** For an argument that cannot be used: `KafkaProducer: send(): record: expected …, got 5`. */
export function wrongArgument(call: string, name: string, expected: string, got: unknown): ConfigError {
  const message = `${name}: expected ${expected}, got ${showValue(got)}`;
  return new ConfigError(`${call}: ${message}`, [{ option: name, message }]);
}

/**
 * For a call that got more arguments than it takes: plain JavaScript would drop them without a word.
 * @throws ConfigError
 */
export function checkArgumentCount(call: string, most: number, given: number): void {
  if (given <= most) return;
  const takes = most === 0 ? 'no arguments' : `at most ${most} ${most === 1 ? 'argument' : 'arguments'}`;
  throw wrongArgument(call, 'arguments', takes, given);
}
