import { wrongArgument } from '@k/wire';

/**
 * Entries by their name, of which none may come twice.
 * @throws ConfigError that names the one that does
 */
export function checkDistinct<T>(
  call: string,
  argument: string,
  entries: readonly (readonly [name: string, value: T])[],
): ReadonlyMap<string, T> {
  const byName = new Map<string, T>();
  for (const [name, value] of entries) {
    if (byName.has(name)) throw wrongArgument(`KafkaAdmin: ${call}`, argument, 'each of them once', `'${name}' twice`);
    byName.set(name, value);
  }
  return byName;
}
