import { ConfigError } from './errors.ts';
import { showValue } from './show-value.ts';

/** For an argument that cannot be used: `KafkaProducer: send(): record: expected …, got 5`. */
export function wrongArgument(call: string, name: string, expected: string, got: unknown): ConfigError {
  const message = `${name}: expected ${expected}, got ${showValue(got)}`;
  return new ConfigError(`${call}: ${message}`, [{ option: name, message }]);
}
