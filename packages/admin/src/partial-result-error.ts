import { KafkaError, StateError, wrongArgument } from '@k/wire';
import { ResourceMap } from './resource-map.ts';

/**
 * A call could not do what was asked of some of its resources. What became of the others is in {@link results}, as if
 * nothing had gone wrong; see also `settled()`.
 */
export class PartialResultError<K = unknown, V = unknown> extends KafkaError {
  override readonly name = 'PartialResultError';
  /** Of each resource that failed, why. */
  readonly errors: ResourceMap<K, Error>;
  /** Of each of the others, what the call has for it. */
  readonly results: ResourceMap<K, V>;
  /** Every one of those that failed may succeed later. */
  override readonly retriable: boolean;

  /** Both, in the order in which the resources were named. */
  readonly settled: ResourceMap<K, SettledResult<V>>;

  constructor(call: string, settled: ResourceMap<K, SettledResult<V>>) {
    const errors = new ResourceMap<K, Error>();
    const results = new ResourceMap<K, V>();
    for (const [resource, outcome] of settled) {
      if (outcome.status === 'rejected') errors.set(resource, outcome.reason);
      else results.set(resource, outcome.value);
    }
    super(summary(call, errors, settled.size), { cause: errors.values().next().value });
    this.errors = errors;
    this.results = results;
    this.settled = settled;
    this.retriable = [...errors.values()].every((error) => KafkaError.is(error) && error.retriable);
  }
}

/** What became of one resource: as in `Promise.allSettled`. */
export type SettledResult<V> =
  | { readonly status: 'fulfilled'; readonly value: V; readonly reason?: undefined }
  | { readonly status: 'rejected'; readonly reason: Error; readonly value?: undefined };

/**
 * Waits for a call about several resources and says of each what became of it, without throwing when some failed:
 *
 *     for (const [topic, { status, reason }] of await settled(admin.deleteTopics(['orders', 'payments']))) …
 *
 * @throws what makes the call as a whole fail: a wrong argument, a signal, a closed client; ConfigError for a call that has
 *   no ResourceMap
 */
export async function settled<K, V>(call: Promise<ResourceMap<K, V>>): Promise<ResourceMap<K, SettledResult<V>>> {
  try {
    const results = checkResourceMap(await call);
    return new ResourceMap(Array.from(results, ([key, value]) => [key, { status: 'fulfilled', value }] as const));
  } catch (error) {
    if (isPartialResult<K, V>(error)) return error.settled;
    throw error;
  }
}

/** What a call has for its only resource. @throws the error of that, when it failed */
export async function onlyResult<K, V>(call: Promise<ResourceMap<K, V>>): Promise<V> {
  for (const { status, value, reason } of (await settled(call)).values()) {
    if (status === 'rejected') throw reason;
    return value;
  }
  throw new StateError('a call about one resource has none');
}

/** JavaScript may wait for any call. Not instanceof: it may be of another copy of this package. */
function checkResourceMap<K, V>(results: ResourceMap<K, V> | null | undefined): ResourceMap<K, V> {
  const { get, has, entries } = (results ?? {}) as Partial<ResourceMap<K, V>>;
  const isOne = [get, has, entries].every((method) => typeof method === 'function');
  if (isOne) return results as ResourceMap<K, V>;
  throw wrongArgument('settled()', 'call', 'a call about several resources, which has a ResourceMap', results);
}

/** Not instanceof: the call may be of another copy of this package. */
function isPartialResult<K, V>(error: unknown): error is PartialResultError<K, V> {
  return KafkaError.is(error) && error.name === 'PartialResultError';
}

const SHOWN = 3;

function summary(call: string, errors: ResourceMap<unknown, Error>, all: number): string {
  const lines = Array.from(errors, ([key, error]) => `${showResource(key)}: ${error.message}`).slice(0, SHOWN);
  const more = errors.size - SHOWN;
  if (more > 0) lines.push(`and ${String(more)} more`);
  return `${call}: ${String(errors.size)} of ${String(all)} failed: ${lines.join(' | ')}`;
}

/** A resource in a few words: `orders`, `orders-0`, `topic 'orders'`. */
export function showResource(resource: unknown): string {
  if (typeof resource !== 'object' || resource === null) return String(resource);
  const { topic, partition } = resource as { readonly topic?: unknown; readonly partition?: unknown };
  if (Object.keys(resource).length === 2 && typeof topic === 'string' && typeof partition === 'number') {
    return `${topic}-${String(partition)}`;
  }
  return Object.entries(resource)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ');
}
