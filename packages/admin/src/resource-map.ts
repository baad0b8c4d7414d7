/**
 * A map whose keys are equal when they say the same: `get('orders')`, `get({ topic: 'orders', partition: 0 })`. Iterates as
 * `[key, value]`, in the order in which the resources were named.
 */
export class ResourceMap<K, V> implements ReadonlyMap<K, V> {
  readonly #entries = new Map<string, [key: K, value: V]>();

  constructor(entries: Iterable<readonly [key: K, value: V]> = []) {
    for (const [key, value] of entries) this.set(key, value);
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    return this.#entries.get(textOf(key))?.[1];
  }

  has(key: K): boolean {
    return this.#entries.has(textOf(key));
  }

  set(key: K, value: V): this {
    this.#entries.set(textOf(key), [key, value]);
    return this;
  }

  /** @returns whether it was there */
  delete(key: K): boolean {
    return this.#entries.delete(textOf(key));
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }

  entries(): MapIterator<[K, V]> {
    return this.#entries.values();
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.#entries.values()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.#entries.values()) yield value;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  /** For JSON.stringify: a list of `[key, value]`. */
  toJSON(): [K, V][] {
    return [...this];
  }

  /** For console.log and util.inspect: as a Map. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    return `Resource${inspect(new Map(this), options)}`;
  }
}

/** The same for keys that say the same: the order of fields does not count, nor do those that are undefined. */
function textOf(key: unknown): string {
  // The usual case, and often by the thousand: nothing is made. What other keys are written as begins with NUL.
  if (typeof key === 'string' && !key.startsWith('\0')) return key;
  return `\0${writtenOf(key)}`;
}

function writtenOf(key: unknown): string {
  if (typeof key !== 'object' || key === null) return `${typeof key} ${String(key)}`;
  const { topic, partition } = key as { readonly topic?: unknown; readonly partition?: unknown };
  const isPlace = typeof topic === 'string' && typeof partition === 'number';
  // The other usual case.
  if (isPlace && Object.keys(key).length === 2) return placeText(topic, partition);
  const fields = Object.entries(key).filter(([, value]) => value !== undefined);
  if (isPlace && fields.length === 2) return placeText(topic, partition);
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function placeText(topic: string, partition: number): string {
  return `${String(partition)} of ${topic}`;
}
